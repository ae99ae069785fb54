import { sampleRequest } from '@/lib/schema/upload-request';
import { loadSample } from '@/lib/services/load-sample';
import { parseInput, readJson, respond } from '../respond';

export async function POST(request: Request): Promise<Response> {
  return respond(async () => loadSample(parseInput(sampleRequest, await readJson(request)).sample));
}
