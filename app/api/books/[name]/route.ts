import { refuseRequest } from '@/lib/request-guard';
import { removeBook } from '@/lib/services/book-remove';
import { respond } from '../../respond';

type Context = { readonly params: Promise<{ readonly name: string }> };

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return refuseRequest(request) ?? respond(async () => removeBook((await params).name));
}
