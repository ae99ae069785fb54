import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

function* sourcesUnder(folder: string): Generator<string> {
  if (!existsSync(join(root, folder))) return;
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !entry.name.startsWith('__')) yield* sourcesUnder(path);
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) && !path.includes('/testing/')) yield path;
  }
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s;{}])\/\/.*$/gm, '$1');
}

/** What a file imports, as a path from the root or a package name. */
function importsOf(path: string, code: string): string[] {
  const found = code.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g);
  return [...found].map(([, name = '']) => {
    if (name.startsWith('.')) return posix.join(posix.dirname(path), name);
    return name.startsWith('@/') ? name.slice(2) : `package:${name}`;
  });
}

const SQL = ['package:better-sqlite3', 'package:drizzle-orm'];
const WALLS: readonly {
  readonly folder: string;
  readonly only?: readonly string[];
  readonly never?: readonly string[];
}[] = [
  { folder: 'lib/domain', only: ['lib/domain/'] },
  { folder: 'lib/engine', only: ['lib/domain/', 'lib/engine/'] },
  { folder: 'lib/gateways', only: ['lib/domain/', 'lib/gateways/', 'package:yaml'] },
  { folder: 'components', never: ['db/', 'lib/services/', 'lib/usage/', 'package:node:', ...SQL] },
  ...['app', 'lib/catalog', 'lib/cli', 'lib/schema'].map((folder) => ({ folder, never: ['db/', ...SQL] })),
  ...['lib/services', 'lib/usage'].map((folder) => ({ folder, never: SQL })),
];

const IMPURE = [
  [/\bDate\.now\b/, 'the clock'],
  [/\bnew Date\(\s*\)|(?<!new )\bDate\(/, 'the clock'],
  [/\bMath\.random\b/, 'chance'],
  [/\bconsole\b/, 'the console'],
  [/\bprocess\b\./, 'the process'],
  [/\bperformance\.now\b/, 'the clock'],
] as const;

function breachesOf(path: string, source: string): string[] {
  const code = withoutComments(source);
  const wall = WALLS.find(({ folder }) => path.startsWith(`${folder}/`));
  const crossed = importsOf(path, code).filter(
    (name) =>
      (wall?.only && !wall.only.some((prefix) => name.startsWith(prefix))) ||
      wall?.never?.some((prefix) => name.startsWith(prefix)),
  );
  const isPure = /^lib\/(domain|engine|gateways)\//.test(path);
  const impure = isPure ? IMPURE.filter(([pattern]) => pattern.test(code)).map(([, what]) => what) : [];
  return [...crossed, ...impure].map((what) => `${path}: ${what}`);
}

/** One breach a row: the file it stands in, its code, and the lint rule that must say so (null: only the scan does). */
const BREACHES: readonly (readonly [path: string, code: string, rule: string | null])[] = [
  ['lib/domain/a.ts', "import { z } from 'zod';\nexport const a = z;\n", 'noRestrictedImports'],
  ['lib/domain/b.ts', "export { priceUsage } from '../engine/price-usage';\n", 'noRestrictedImports'],
  ...[
    'node:fs',
    'next/link',
    'react',
    'zod',
    'drizzle-orm',
    'better-sqlite3',
    '@/db/client',
    '@/lib/services/x',
    '@/lib/usage/x',
    '@/lib/catalog/x',
  ].flatMap((name, index) =>
    ['engine', 'gateways'].map(
      (folder) =>
        [
          `lib/${folder}/a${index}.ts`,
          `import { x } from '${name}';\n\nexport const a = x;\n`,
          'noRestrictedImports',
        ] as const,
    ),
  ),
  ['lib/engine/deep/b.ts', "import { x } from '../../services/x';\n\nexport const a = x;\n", null],
  ['lib/engine/c.ts', 'export const a = Date.now();\n', null],
  ['lib/engine/d.ts', 'export const a = Math.random();\n', null],
  ['lib/engine/e.ts', 'export const a = new Date();\n', null],
  ['lib/engine/f.ts', "console.log('a');\n", 'noConsole'],
  ['lib/gateways/g.ts', 'export const a = process.env.A;\n', 'noRestrictedGlobals'],
  ['components/a.tsx', "import { x } from '@/db/client';\n\nexport const a = x;\n", 'noRestrictedImports'],
  ['components/b.tsx', "import { x } from '@/lib/services/x';\n\nexport const a = x;\n", 'noRestrictedImports'],
  ['app/page.tsx', "import { x } from '@/db/client';\n\nexport const a = x;\n", 'noRestrictedImports'],
  ['lib/cli/a.ts', "import { x } from '@/db/client';\n\nexport const a = x;\n", 'noRestrictedImports'],
  ['lib/services/a.ts', "import { eq } from 'drizzle-orm';\n\nexport const a = eq;\n", 'noRestrictedImports'],
];
const KEPT: readonly (readonly [path: string, code: string])[] = [
  [
    'lib/engine/a.ts',
    "import type { x } from '@/lib/domain/x';\nimport { y } from './y';\n\n// Date.now\nexport const a = new Date(0) as x | typeof y;\n",
  ],
  ['lib/gateways/a.ts', "import { stringify } from 'yaml';\n\nexport const a = stringify;\n"],
  ['lib/services/a.ts', "import { x } from '@/db/client';\n\nexport const a = x;\n"],
  ['app/page.tsx', "import { x } from '@/lib/services/x';\n\nexport const a = x;\n"],
];

type Diagnostic = { readonly category?: string; readonly location?: { readonly path?: unknown } };

function lint(files: readonly (readonly [path: string, code: string, ...unknown[]])[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-walls-'));
  try {
    const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
    writeFileSync(
      join(folder, 'biome.json'),
      JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }),
    );
    for (const [path, code] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), code);
    }
    const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const run = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=200'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const report = JSON.parse(run.stdout) as { readonly diagnostics: readonly Diagnostic[] };
    return report.diagnostics.map(({ category, location }) => `${JSON.stringify(location?.path)} ${category}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the walls between folders', () => {
  it('stand in every file', () => {
    const files = [...new Set(WALLS.map(({ folder }) => folder))].flatMap((folder) => [...sourcesUnder(folder)]);
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap((path) => breachesOf(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  it.each(BREACHES)('the scan sees the breach in %s', (path, code) => {
    expect(breachesOf(path, code)).not.toEqual([]);
  });

  it.each(KEPT)('the scan lets %s pass', (path, code) => {
    expect(breachesOf(path, code)).toEqual([]);
  });

  it('lint sees every breach that it can', () => {
    const seen = lint(BREACHES);
    const expected = BREACHES.filter(([, , rule]) => rule !== null);
    expect(expected.length).toBeGreaterThan(25);
    for (const [path, , rule] of expected)
      expect(
        seen.filter((line) => line.includes(path) && line.includes(rule ?? '')),
        path,
      ).not.toEqual([]);
  });

  it('lint lets what is allowed pass', () => {
    expect(lint(KEPT).filter((line) => /noRestricted|noConsole/.test(line))).toEqual([]);
  });
});

describe('a file that runs on the server', () => {
  it('calls no function of a client file', () => {
    const files = ['app', 'components'].flatMap((folder) => [...sourcesUnder(folder)]);
    const code = new Map(files.map((path) => [path.replace(/\.tsx?$/, ''), readFileSync(join(root, path), 'utf8')]));
    const isClient = (path: string) => code.get(path)?.startsWith("'use client'") === true;
    const calls = [...code].flatMap(([path, source]) => {
      if (isClient(path)) return [];
      return [...source.matchAll(/import \{([^}]*)\} from '([^']+)'/g)].flatMap(([, names = '', from = '']) => {
        const target = from.startsWith('@/') ? from.slice(2) : posix.join(posix.dirname(path), from);
        if (!isClient(target)) return [];
        const called = names.split(',').map((name) => name.trim());
        return called.filter((name) => /^(?!use[A-Z]|type )[a-z]/.test(name)).map((name) => `${path}: ${name}`);
      });
    });
    expect([...code.keys()].filter(isClient).length).toBeGreaterThan(20);
    expect(calls).toEqual([]);
  });
});

describe('routes that the proxy leaves out', () => {
  const methods = /export (?:async )?function (?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g;
  it('call refuseRequest in every method themselves', () => {
    for (const path of [...sourcesUnder('app/api/uploads'), ...sourcesUnder('app/api/books')]) {
      if (!path.endsWith('/route.ts')) continue;
      const code = withoutComments(readFileSync(join(root, path), 'utf8'));
      const guards = code.match(/refuseRequest\(/g)?.length ?? 0;
      expect(guards, path).toBeGreaterThanOrEqual(Math.max(1, code.match(methods)?.length ?? 0));
    }
  });

  it('are the uploads, the price files and nothing else', () => {
    const proxy = readFileSync(join(root, 'proxy.ts'), 'utf8');
    const pattern = /matcher: \['(.+)'\]/.exec(proxy)?.[1];
    const matcher = new RegExp(`^${pattern}$`);
    for (const path of [
      '/',
      '/usage',
      '/api/policies',
      '/api/uploadsx',
      '/api/booksx',
      '/catalog/books',
      '/_next/static/a.js',
      '/icon.svg',
    ])
      expect(path).toMatch(matcher);
    for (const path of ['/api/uploads', '/api/uploads/4', '/api/books', '/api/books/preview', '/api/books/a/file'])
      expect(path).not.toMatch(matcher);
  });
});
