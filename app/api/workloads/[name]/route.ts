import { deleteWorkload } from '@/lib/services/workload-delete';
import { respond } from '../../respond';

type Context = { readonly params: Promise<{ readonly name: string }> };

export async function DELETE(_request: Request, { params }: Context): Promise<Response> {
  return respond(async () => deleteWorkload((await params).name));
}
