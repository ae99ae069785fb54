CREATE TABLE `aliases` (
	`name` text PRIMARY KEY NOT NULL,
	`offer_id` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cells` (
	`workload_id` integer NOT NULL,
	`day` integer NOT NULL,
	`model` integer NOT NULL,
	`task` integer NOT NULL,
	`team` integer NOT NULL,
	`language` integer NOT NULL,
	`region` integer NOT NULL,
	`needs` integer NOT NULL,
	`tags` integer NOT NULL,
	`service_tier` integer NOT NULL,
	`date_interval` integer NOT NULL,
	`clock_mask` integer NOT NULL,
	`size_band` integer NOT NULL,
	`unit_mask` integer NOT NULL,
	`status` integer NOT NULL,
	`requests` integer NOT NULL,
	`input_tokens` integer NOT NULL,
	`cache_read_tokens` integer NOT NULL,
	`cache_write_tokens` integer NOT NULL,
	`cache_write_1h_tokens` integer NOT NULL,
	`input_audio_tokens` integer NOT NULL,
	`input_image_tokens` integer NOT NULL,
	`output_tokens` integer NOT NULL,
	`reasoning_tokens` integer NOT NULL,
	`output_audio_tokens` integer NOT NULL,
	`output_image_tokens` integer NOT NULL,
	`web_searches` integer NOT NULL,
	`logged_requests` integer NOT NULL,
	`logged_cost_nano_usd` integer NOT NULL,
	`latency_requests` integer NOT NULL,
	`latency_ms` integer NOT NULL,
	`thumbs_up` integer NOT NULL,
	`thumbs_down` integer NOT NULL,
	PRIMARY KEY(`workload_id`, `day`, `model`, `task`, `team`, `language`, `region`, `needs`, `tags`, `service_tier`, `date_interval`, `clock_mask`, `size_band`, `unit_mask`, `status`),
	FOREIGN KEY (`workload_id`) REFERENCES `workloads`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dataset` text NOT NULL,
	`offer_id` text NOT NULL,
	`benchmark` text NOT NULL,
	`score` real NOT NULL,
	`sample_size` integer,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`measured_on` text,
	`built_in` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `evidence_by_offer` ON `evidence` (`offer_id`,`benchmark`);--> statement-breakpoint
CREATE TABLE `labels` (
	`workload_id` integer NOT NULL,
	`kind` text NOT NULL,
	`label_id` integer NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`workload_id`, `kind`, `label_id`),
	FOREIGN KEY (`workload_id`) REFERENCES `workloads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `labels_by_value` ON `labels` (`workload_id`,`kind`,`value`);--> statement-breakpoint
CREATE TABLE `offers` (
	`book_id` integer NOT NULL,
	`position` integer NOT NULL,
	`offer_id` text NOT NULL,
	`name` text NOT NULL,
	`match` text,
	`facts` text NOT NULL,
	`same_model_as` text,
	PRIMARY KEY(`book_id`, `offer_id`),
	FOREIGN KEY (`book_id`) REFERENCES `price_books`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `policies` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`policy` text NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policies_name_unique` ON `policies` (`name`);--> statement-breakpoint
CREATE TABLE `price_books` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`version` text NOT NULL,
	`source` text NOT NULL,
	`licence` text NOT NULL,
	`observed` integer NOT NULL,
	`built_in` integer NOT NULL,
	`providers` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `price_books_by_version` ON `price_books` (`name`,`version`);--> statement-breakpoint
CREATE TABLE `price_rows` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`book_id` integer NOT NULL,
	`offer_id` text NOT NULL,
	`valid_from_ms` integer,
	`valid_to_ms` integer,
	`clock` text,
	`service_tier` text NOT NULL,
	`rates` text NOT NULL,
	`context_tiers` text NOT NULL,
	`source_url` text NOT NULL,
	`checked_on` text,
	FOREIGN KEY (`book_id`) REFERENCES `price_books`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `price_rows_by_book` ON `price_rows` (`book_id`,`offer_id`);--> statement-breakpoint
CREATE TABLE `scenarios` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`workload_id` integer NOT NULL,
	`policy` text NOT NULL,
	`inputs` text NOT NULL,
	`summary` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`workload_id`) REFERENCES `workloads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `scenarios_name_unique` ON `scenarios` (`name`);--> statement-breakpoint
CREATE TABLE `segments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`upload_id` integer NOT NULL,
	`kind` text NOT NULL,
	`rows` integer NOT NULL,
	`codec` text NOT NULL,
	`data` blob NOT NULL,
	FOREIGN KEY (`upload_id`) REFERENCES `uploads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `segments_by_upload` ON `segments` (`upload_id`,`kind`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at_ms` integer DEFAULT (unixepoch() * 1000) NOT NULL
);
--> statement-breakpoint
CREATE TABLE `task_benchmarks` (
	`workload_id` integer NOT NULL,
	`task` text NOT NULL,
	`benchmark` text NOT NULL,
	PRIMARY KEY(`workload_id`, `task`),
	FOREIGN KEY (`workload_id`) REFERENCES `workloads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `uploads` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workload_id` integer NOT NULL,
	`file_name` text NOT NULL,
	`format` text NOT NULL,
	`column_map` text,
	`sha256` text,
	`bytes` integer DEFAULT 0 NOT NULL,
	`status` text NOT NULL,
	`pid` integer,
	`report` text,
	`created_at_ms` integer NOT NULL,
	FOREIGN KEY (`workload_id`) REFERENCES `workloads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `uploads_by_workload` ON `uploads` (`workload_id`);--> statement-breakpoint
CREATE TABLE `workloads` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`created_at_ms` integer NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`cuts` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workloads_name_unique` ON `workloads` (`name`);