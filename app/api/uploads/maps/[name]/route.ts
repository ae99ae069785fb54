import { refuseRequest } from '@/lib/request-guard';
import { deleteSavedMap } from '@/lib/services/saved-maps';
import { respond } from '../../../respond';

type Context = { readonly params: Promise<{ readonly name: string }> };

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return refuseRequest(request) ?? respond(async () => deleteSavedMap((await params).name));
}
