import { exportWorkload } from '@/lib/services/export-workload';
import { download } from '../../../download';

type Context = { readonly params: Promise<{ readonly name: string }> };

/** A workload's requests as CSV, sent as they are read. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return download(async () => {
    const { fileName, parts } = await exportWorkload((await params).name);
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const next = parts.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      cancel: () => void parts.return(undefined),
    });
    return { fileName, type: 'text/csv; charset=utf-8', body };
  });
}
