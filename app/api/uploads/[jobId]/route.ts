import { refuseRequest } from '@/lib/request-guard';
import { cancelUpload, viewUpload } from '@/lib/services/upload-job';
import { respond } from '../../respond';

type Context = { readonly params: Promise<{ readonly jobId: string }> };

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return refuseRequest(request) ?? respond(async () => viewUpload((await params).jobId));
}

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return refuseRequest(request) ?? respond(async () => cancelUpload((await params).jobId));
}
