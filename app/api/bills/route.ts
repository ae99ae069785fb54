import { loadBillsParams, loadScenarioParams } from '@/lib/schema/scenario-params';
import { exportBills } from '@/lib/services/view-bills';
import { download } from '../download';

export async function GET(request: Request): Promise<Response> {
  return download(async () => {
    const { fileName, text } = await exportBills(loadScenarioParams(request), loadBillsParams(request));
    return { fileName, type: 'text/csv; charset=utf-8', body: text };
  });
}
