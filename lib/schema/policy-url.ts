import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { WaybillError } from '@/lib/domain/errors';
import type { Policy } from '@/lib/domain/policy';
import { parsePolicy } from './policy';

/** A policy as text for a URL: its JSON, deflated, base64url. Deterministic for equal policies. */
export function encodePolicy(policy: Policy): string {
  const bytes = deflateSync(strToU8(JSON.stringify(policy)), { level: 9 });
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Reads what `encodePolicy` wrote. Throws WaybillError 'bad-input' for a policy that is not valid. */
export function decodePolicy(text: string): Policy {
  let value: unknown;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    value = JSON.parse(strFromU8(inflateSync(Uint8Array.from(binary, (char) => char.charCodeAt(0)))));
  } catch (cause) {
    throw new WaybillError('bad-input', 'the policy in this link is damaged: it was not copied whole', { cause });
  }
  return parsePolicy(value);
}
