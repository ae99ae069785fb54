import { refuseRequest } from '@/lib/request-guard';
import { bookApplyQuery } from '@/lib/schema/price-book-request';
import { applyBookUpload } from '@/lib/services/book-request';
import { parseInput, queryOf, respond } from '../respond';

/** The raw price file is the body: it becomes a new version of the book `name`. */
export async function POST(request: Request): Promise<Response> {
  return (
    refuseRequest(request) ?? respond(() => applyBookUpload(parseInput(bookApplyQuery, queryOf(request)), request.body))
  );
}
