import { judgeRequest } from '@/lib/schema/upload-request';
import { chooseJudge } from '@/lib/services/workload-judge';
import { parseInput, readJson, respond } from '../../../respond';

type Context = { readonly params: Promise<{ readonly name: string }> };

export async function PUT(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => chooseJudge((await params).name, parseInput(judgeRequest, await readJson(request))));
}
