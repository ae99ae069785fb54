/** A rule of a policy as a screen names it. */
export function ruleWords(rule: string): string {
  return rule === 'otherwise' ? 'Everything else' : `Rule “${rule}”`;
}
