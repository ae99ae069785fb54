import { eq } from 'drizzle-orm';
import type { Database } from '../client';
import { settings } from '../schema';

/** A stored setting, null where there is none. The caller knows what it wrote under the key. */
export function readSetting<Value>({ db }: Database, key: string): Value | null {
  const row = db.select().from(settings).where(eq(settings.key, key)).get();
  return row === undefined ? null : (row.value as Value);
}

export function writeSetting({ db }: Database, key: string, value: unknown): void {
  const row = { key, value, updatedAtMs: Date.now() };
  db.insert(settings).values(row).onConflictDoUpdate({ target: settings.key, set: row }).run();
}
