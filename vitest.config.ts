import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

/** Folders whose tests open a database. */
const DATABASE = ['db/**', 'lib/services/**', 'lib/cli/**'];
const TESTS = ['{app,bench,components,db,docs,lib,scripts}/**/*.test.{ts,tsx}'];
const EXCLUDED = [...configDefaults.exclude, '.next/**', 'e2e/**'];

const shared = {
  environment: 'node',
  env: { TZ: 'UTC', NEXT_TELEMETRY_DISABLED: '1' },
  testTimeout: 30_000,
  hookTimeout: 30_000,
} as const;

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  esbuild: { jsx: 'automatic' },
  test: {
    projects: [
      {
        extends: true,
        test: { ...shared, name: 'pure', include: TESTS, exclude: [...EXCLUDED, ...DATABASE, '**/*.db.test.ts'] },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'database',
          include: ['{db,lib/services,lib/cli}/**/*.test.{ts,tsx}', '**/*.db.test.ts'],
          exclude: EXCLUDED,
        },
      },
    ],
  },
});
