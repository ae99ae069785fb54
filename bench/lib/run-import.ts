/** Imports a file into a fresh database in a process of its own and prints what it took: argv FILE, WAYBILL_DB set. */
import { importFiles } from '@/lib/services/import-files';
import { listWorkloads } from '@/lib/services/list-workloads';

const path = process.argv[2] as string;
const started = performance.now();
const result = await importFiles({
  paths: [path],
  workload: 'bench',
  format: 'auto',
  mapPath: null,
  onProgress: () => {},
});
const seconds = (performance.now() - started) / 1000;
const [workload] = await listWorkloads();
console.log(JSON.stringify({ seconds, peakMb: process.resourceUsage().maxRSS / 1024, rows: result.rows, workload }));
