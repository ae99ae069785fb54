import { readLiveCube } from '@/lib/services/read-live-cube';
import { queryOf, respond } from '../../../respond';

type Context = { readonly params: Promise<{ readonly name: string }> };

/** The cells of a workload for the browser's own replays. The key names their bytes, so that they never go stale. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  let gzipped: Uint8Array<ArrayBuffer> | null = null;
  const refused = await respond(async () => {
    const { key = '', prices = '' } = queryOf(request);
    gzipped = await readLiveCube((await params).name, key, prices === 'logged');
  });
  if (gzipped === null) return refused;
  return new Response(gzipped, {
    headers: {
      'Content-Type': 'application/gzip',
      'Cache-Control': 'private, max-age=604800, immutable',
    },
  });
}
