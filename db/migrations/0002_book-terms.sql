ALTER TABLE `price_books` ADD `currency` text;--> statement-breakpoint
ALTER TABLE `price_books` ADD `terms` text;--> statement-breakpoint
ALTER TABLE `price_books` ADD `month_terms` text;--> statement-breakpoint
ALTER TABLE `price_books` ADD `change` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `price_books` ADD `archived_at_ms` integer;--> statement-breakpoint
ALTER TABLE `price_rows` ADD `region` text;--> statement-breakpoint
ALTER TABLE `price_rows` ADD `note` text;