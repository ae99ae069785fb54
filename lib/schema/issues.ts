import type { z } from 'zod';

/** `rules[1].when.foo` from a zod path. */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path) text += typeof part === 'number' ? `[${part}]` : `${text === '' ? '' : '.'}${String(part)}`;
  return text;
}

function issueLines(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${formatPath([...issue.path, key])}: unknown key`);
  const place = formatPath(issue.path);
  return [place === '' ? issue.message : `${place}: ${issue.message}`];
}

/** Every problem on one line, each with the path of its place. */
export function formatIssues(issues: readonly z.core.$ZodIssue[]): string {
  return issues.flatMap(issueLines).join('; ');
}
