import { refuseRequest } from '@/lib/request-guard';
import { savedMapInput } from '@/lib/schema/upload-request';
import { saveMap, viewSavedMaps } from '@/lib/services/saved-maps';
import { parseInput, readJson, respond } from '../../respond';

export async function GET(request: Request): Promise<Response> {
  return refuseRequest(request) ?? respond(() => viewSavedMaps());
}

export async function PUT(request: Request): Promise<Response> {
  return refuseRequest(request) ?? respond(async () => saveMap(parseInput(savedMapInput, await readJson(request))));
}
