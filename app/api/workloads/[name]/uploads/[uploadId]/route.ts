import { rowId } from '@/lib/schema/upload-request';
import { deleteUpload } from '@/lib/services/upload-delete';
import { parseInput, respond } from '../../../../respond';

type Context = { readonly params: Promise<{ readonly name: string; readonly uploadId: string }> };

export async function DELETE(_request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { name, uploadId } = await params;
    return deleteUpload(name, parseInput(rowId, uploadId));
  });
}
