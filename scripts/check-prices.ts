/** "Check us": prices the shipped real log by the shipped price history and says where the two differ. */
import { readShippedHistory } from '@/lib/catalog/sources/shipped-history';
import { readRealLog } from '@/lib/engine/testing/real-log';
import { checkPrices } from './lib/price-check';

/** As pricing.md's "Vectors" state them. */
const LEAST_SAME = 5_024;
const LEAST_PAID_SAME = 4_245;

const count = (n: number) => n.toLocaleString('en-US').padStart(6);

const { book, rejected } = readShippedHistory();
const check = checkPrices(readRealLog(), book);

console.log(`${count(check.calls)} calls in the log (lib/usage/sample/aider-messages.jsonl.gz)`);
console.log(`${count(check.priced)} of them to models in the price history (lib/catalog/data/litellm-history.csv.gz)`);
const withinShare = check.same - check.sameByMillionth;
console.log(
  `${count(check.same)} cost what was recorded: ${withinShare} within 0.1 %, ${check.sameByMillionth} within $0.000001`,
);
console.log(
  `${count(check.paidSame)} of the ${count(check.paid).trim()} that cost anything, ${check.recordingErrors} recording error aside`,
);
console.log(
  `${count(check.byTranslation.priced)} more by a translated prefix, ${check.byTranslation.same} of them the same`,
);
const slips = rejected.filter(({ reason }) => reason.endsWith('a slip of units'));
console.log(`${count(slips.length)} intervals of the history are left out as slips of units\n`);

console.log('Those that differ:\n');
console.log(' calls  recorded÷priced  model and reason');
for (const { calls, ratio, model, reason } of check.differences)
  console.log(`${count(calls)}  ${ratio.toPrecision(4).padStart(15)}  ${model}\n${' '.repeat(25)}${reason}`);

if (check.same < LEAST_SAME || check.paidSame < LEAST_PAID_SAME) {
  console.error(
    `error: fewer than ${LEAST_SAME} calls, or ${LEAST_PAID_SAME} that cost anything, cost what was recorded`,
  );
  process.exitCode = 1;
}
