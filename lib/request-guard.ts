/** What a browser or tool says about a request before anything is read from it. */
export type RequestFacts = {
  readonly method: string;
  readonly host: string | null;
  readonly origin: string | null;
  readonly fetchSite: string | null;
  readonly fetchMode: string | null;
  readonly fetchDest: string | null;
};

export type Refusal = { readonly status: 403 | 421; readonly message: string };

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Lower case, without a default port; null when it is no host at all. */
function parseHost(text: string, scheme = 'http'): { readonly name: string; readonly full: string } | null {
  try {
    const url = new URL(`${scheme}://${text}`);
    const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
    return isBare ? { name: url.hostname, full: url.host } : null;
  } catch {
    return null;
  }
}

function originHost(origin: string): string | null {
  const parts = /^(https?):\/\/(.+)$/.exec(origin);
  return parts ? (parseHost(parts[2] ?? '', parts[1])?.full ?? null) : null;
}

/** `127.0.0.1`, `localhost`, `[::1]`, the address Waybill listens on, and the comma list of allowed hosts. */
export function allowedHosts(env: { readonly [name: string]: string | undefined }): readonly string[] {
  const named = `${env.WAYBILL_HOST ?? ''},${env.WAYBILL_ALLOWED_HOSTS ?? ''}`
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== '0.0.0.0' && name !== '::')
    .map((name) => (name.includes(':') && !name.startsWith('[') && name.split(':').length > 2 ? `[${name}]` : name));
  return [...LOOPBACK, ...named];
}

/**
 * Null when the request may pass. A page of another site must not reach a server on this machine: not by a name
 * that it points here (Host), not by a script or form of its own (Origin, Sec-Fetch-Site). A link may.
 */
export function judgeRequest(facts: RequestFacts, hosts: readonly string[]): Refusal | null {
  const host = facts.host === null ? null : parseHost(facts.host);
  if (host === null || !(hosts.includes(host.name) || hosts.includes(host.full))) {
    const name = host?.name ?? '(none)';
    return {
      status: 421,
      message: `Waybill does not answer to the host ${name}. To allow it, start Waybill with WAYBILL_ALLOWED_HOSTS=${host?.name ?? 'your.host'}`,
    };
  }
  if (facts.origin !== null && originHost(facts.origin) !== host.full)
    return { status: 403, message: 'Waybill takes requests from its own pages only: this one names another origin.' };
  const isForeign = facts.fetchSite === 'cross-site' || facts.fetchSite === 'same-site';
  const isLink =
    facts.fetchMode === 'navigate' &&
    facts.fetchDest === 'document' &&
    (facts.method === 'GET' || facts.method === 'HEAD');
  if (isForeign && !isLink)
    return {
      status: 403,
      message: 'Waybill takes requests from its own pages only: this one comes from another site.',
    };
  return null;
}

/** The refusal as a response, or null. Route handlers that the proxy leaves out call it first. */
export function refuseRequest(request: Request): Response | null {
  const header = (name: string) => request.headers.get(name);
  const refusal = judgeRequest(
    {
      method: request.method,
      host: header('host'),
      origin: header('origin'),
      fetchSite: header('sec-fetch-site'),
      fetchMode: header('sec-fetch-mode'),
      fetchDest: header('sec-fetch-dest'),
    },
    allowedHosts(process.env),
  );
  if (refusal === null) return null;
  return new Response(`${refusal.message}\n`, {
    status: refusal.status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
