import type { Policy } from '@/lib/domain/policy';
import { decodePolicy, encodePolicy } from '@/lib/schema/policy-url';

const MAX_KNOWN = 200;
const known = new Map<string, Policy>();

function remember(p: string, policy: Policy): void {
  if (known.size >= MAX_KNOWN) known.delete(known.keys().next().value as string);
  known.set(p, policy);
}

/** A policy as the address has it; the same object is given back when it is read again. */
export function writePolicy(policy: Policy): string {
  const p = encodePolicy(policy);
  if (!known.has(p)) remember(p, policy);
  return p;
}

/** Reads a policy of the address; an address that is being undone may hold none that parses: null. */
export function readPolicy(p: string): Policy | null {
  const seen = known.get(p);
  if (seen !== undefined) return seen;
  try {
    const policy = decodePolicy(p);
    remember(p, policy);
    return policy;
  } catch {
    return null;
  }
}
