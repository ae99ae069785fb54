import { refuseRequest } from '@/lib/request-guard';
import { bookDownloadQuery } from '@/lib/schema/price-book-request';
import { downloadBook } from '@/lib/services/book-download';
import { download } from '../../../download';
import { parseInput, queryOf } from '../../../respond';

type Context = { readonly params: Promise<{ readonly name: string }> };

/** A version of a book as our CSV template or as JSON. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return (
    refuseRequest(request) ??
    download(async () => {
      const { version, format } = parseInput(bookDownloadQuery, queryOf(request));
      return downloadBook((await params).name, version ?? null, format);
    })
  );
}
