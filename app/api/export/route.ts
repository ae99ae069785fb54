import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { downloadExport } from '@/lib/services/export-policy';
import { download } from '../download';

/** `target` names the gateway; `file` one file of it, else all of them come as a zip; `step`: the first so many steps. */
export async function GET(request: Request): Promise<Response> {
  return download(async () => {
    const { searchParams } = new URL(request.url);
    const target = searchParams.get('target');
    const step = searchParams.get('step');
    const { fileName, bytes } = await downloadExport(
      loadScenarioParams(request),
      target,
      searchParams.get('file'),
      step === null ? null : Number(step),
    );
    const isZip = searchParams.get('file') === null;
    return { fileName, type: isZip ? 'application/zip' : 'text/plain; charset=utf-8', body: bytes };
  });
}
