import { refuseRequest } from '@/lib/request-guard';
import { evalUploadQuery } from '@/lib/schema/evals-request';
import { uploadEvals } from '@/lib/services/upload-evals';
import { parseInput, queryOf, respond } from '../respond';

/** The raw eval file is the body: it becomes the eval set `name`, in the place of one that had the name. */
export async function POST(request: Request): Promise<Response> {
  return (
    refuseRequest(request) ?? respond(() => uploadEvals(parseInput(evalUploadQuery, queryOf(request)), request.body))
  );
}
