import { useEffect, useState } from 'react';
import type { Policy } from '@/lib/domain/policy';

/** The hash of all inputs, as the command line gives it; null where the browser does not hash on this address. */
export function useInputHash(seed: readonly unknown[], policy: Policy, served: string | null): string | null {
  const [hash, setHash] = useState<string | null>(served);
  useEffect(() => {
    if (served !== null) return setHash(served);
    let isCurrent = true;
    setHash(null);
    const bytes = new TextEncoder().encode(JSON.stringify([...seed, policy]));
    crypto.subtle?.digest('SHA-256', bytes).then((digest) => {
      if (isCurrent) setHash([...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    });
    return () => {
      isCurrent = false;
    };
  }, [seed, policy, served]);
  return hash;
}
