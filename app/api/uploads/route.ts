import { refuseRequest } from '@/lib/request-guard';
import { uploadQuery } from '@/lib/schema/upload-request';
import { uploadFile } from '@/lib/services/upload-file';
import { listImports } from '@/lib/services/upload-list';
import { parseInput, queryOf, respond } from '../respond';

/** The imports that run and the latest that ended. */
export async function GET(request: Request): Promise<Response> {
  return refuseRequest(request) ?? respond(() => listImports());
}

/** The raw file is the body. Answers when the import is over; GET /api/uploads/{job} tells how far it is. */
export async function POST(request: Request): Promise<Response> {
  return (
    refuseRequest(request) ??
    respond(() => uploadFile(parseInput(uploadQuery, queryOf(request)), request.body, request.signal))
  );
}
