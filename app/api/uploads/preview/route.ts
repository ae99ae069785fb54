import { refuseRequest } from '@/lib/request-guard';
import { previewQuery } from '@/lib/schema/upload-request';
import { previewUpload } from '@/lib/services/upload-preview';
import { parseInput, queryOf, respond } from '../../respond';

/** The first bytes of a file are the body. */
export async function POST(request: Request): Promise<Response> {
  return (
    refuseRequest(request) ?? respond(() => previewUpload(parseInput(previewQuery, queryOf(request)), request.body))
  );
}
