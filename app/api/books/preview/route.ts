import { refuseRequest } from '@/lib/request-guard';
import { bookPreviewQuery } from '@/lib/schema/price-book-request';
import { previewBookUpload } from '@/lib/services/book-request';
import { parseInput, queryOf, respond } from '../../respond';

/** The raw price file is the body; nothing is written. */
export async function POST(request: Request): Promise<Response> {
  return (
    refuseRequest(request) ??
    respond(() => previewBookUpload(parseInput(bookPreviewQuery, queryOf(request)), request.body))
  );
}
