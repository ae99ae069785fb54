/** Imports a file into a fresh database in a process of its own and prints what it took: argv FILE, WAYBILL_DB set. */
import { getDatabase } from '@/lib/services/database';
import { importFiles } from '@/lib/services/import-files';
import { listWorkloads } from '@/lib/services/list-workloads';

const path = process.argv[2] as string;
// The server has its database open and seeded long before a file comes.
await getDatabase();
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
