import { judgeRequest } from '@/lib/schema/upload-request';
import { saveTaskJudge } from '@/lib/services/save-evidence-settings';
import { parseInput, readJson, respond } from '../../../respond';

type Context = { readonly params: Promise<{ readonly name: string }> };

export async function PUT(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { name } = await params;
    return saveTaskJudge({ workload: name, ...parseInput(judgeRequest, await readJson(request)) });
  });
}
