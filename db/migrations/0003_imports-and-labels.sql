CREATE TABLE `import_jobs` (
	`job_id` text PRIMARY KEY NOT NULL,
	`workload_name` text NOT NULL,
	`file_name` text NOT NULL,
	`format` text NOT NULL,
	`column_map` text,
	`bytes` integer NOT NULL,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`pid` integer,
	`upload_id` integer,
	`error` text,
	`created_at_ms` integer NOT NULL,
	`started_at_ms` integer
);
--> statement-breakpoint
CREATE TABLE `label_rules` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workload_id` integer NOT NULL,
	`position` integer NOT NULL,
	`rule` text NOT NULL,
	FOREIGN KEY (`workload_id`) REFERENCES `workloads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `label_rules_by_position` ON `label_rules` (`workload_id`,`position`);--> statement-breakpoint
CREATE TABLE `saved_maps` (
	`name` text PRIMARY KEY NOT NULL,
	`format` text NOT NULL,
	`column_map` text NOT NULL,
	`columns` text NOT NULL,
	`updated_at_ms` integer NOT NULL
);
