import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GATEWAYS } from '@/lib/gateways/registry';
import { FORMATS } from '@/lib/usage/formats/registry';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
];

const TOP = ['app', 'bench', 'components', 'db', 'docs', 'e2e', 'lib', 'public', 'scripts', '.ci'];
const TOP_FILES = /^[\w.-]+\.(?:json|ts|mjs|md)$/;

const withoutBlocks = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '');

/** The name of a heading in a link, as GitHub makes it. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[`*_]/g, '')
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

function linksOf(text: string): string[] {
  return [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** Backticked words that look like a path of this repository; a pattern (`*`, `<x>`) names no one file. */
function citedPathsOf(text: string): string[] {
  return [...withoutBlocks(text).matchAll(/`([^`\s]+)`/g)]
    .map(([, cited = '']) => cited)
    .filter((cited) => !/[*<>{}…()]/.test(cited))
    .filter((cited) => TOP_FILES.test(cited) || TOP.some((folder) => cited.startsWith(`${folder}/`)));
}

function brokenLink(document: string, target: string): boolean {
  if (/^(?:https?:|mailto:)/.test(target)) return false;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? document : join(dirname(document), path);
  if (!existsSync(join(root, file))) return true;
  if (anchor === undefined) return false;
  const headings = [...readFileSync(join(root, file), 'utf8').matchAll(/^#+\s+(.+)$/gm)].map(([, text = '']) =>
    slug(text),
  );
  return !headings.includes(anchor);
}

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');

  it('links to what is there', () => {
    expect(linksOf(text).filter((target) => brokenLink(document, target))).toEqual([]);
  });

  it('cites paths that exist', () => {
    expect(citedPathsOf(text).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

it('the README cites enough for the checks above to mean something', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  expect(citedPathsOf(text).length).toBeGreaterThan(10);
  expect(linksOf(text).length).toBeGreaterThan(1);
});

it('every log format and every export target has its heading in the guide', () => {
  const guide = readFileSync(join(root, 'docs/guide.md'), 'utf8');
  const headings = [...guide.matchAll(/^### (.+)$/gm)].map(([, text]) => text);
  const ids = [...FORMATS, ...GATEWAYS].map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(3);
  expect(ids.filter((id) => !headings.includes(id))).toEqual([]);
});

it('a broken link and a wrong path are seen', () => {
  expect(brokenLink('README.md', 'docs/nothing.md')).toBe(true);
  expect(brokenLink('README.md', 'docs/guide.md#no-such-heading')).toBe(true);
  expect(brokenLink('README.md', 'docs/guide.md#how-data-flows')).toBe(false);
  expect(citedPathsOf('see `lib/nothing.ts` and `lib/*.ts`')).toEqual(['lib/nothing.ts']);
});
