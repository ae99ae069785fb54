CREATE TABLE `eval_items` (
	`eval_id` integer NOT NULL,
	`task` text NOT NULL,
	`item` text NOT NULL,
	`model` text NOT NULL,
	`score` real NOT NULL,
	`usd` real,
	`input_tokens` integer,
	`output_tokens` integer,
	PRIMARY KEY(`eval_id`, `task`, `item`, `model`),
	FOREIGN KEY (`eval_id`) REFERENCES `eval_sets`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `eval_sets` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`file_name` text NOT NULL,
	`measured_on` text,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `eval_sets_name_unique` ON `eval_sets` (`name`);--> statement-breakpoint
CREATE TABLE `suggestions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workload_id` integer NOT NULL,
	`suggestion` text NOT NULL,
	`status` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`created_at_ms` integer NOT NULL,
	`decided_at_ms` integer,
	FOREIGN KEY (`workload_id`) REFERENCES `workloads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `suggestions_by_workload` ON `suggestions` (`workload_id`);--> statement-breakpoint
CREATE TABLE `task_blast_radius` (
	`workload_id` integer NOT NULL,
	`task` text NOT NULL,
	`weight` real NOT NULL,
	PRIMARY KEY(`workload_id`, `task`),
	FOREIGN KEY (`workload_id`) REFERENCES `workloads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `workloads` ADD `sample_gate` integer;