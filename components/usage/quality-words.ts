import { countOf, formatCount, formatDay, formatPct, formatShare, formatUsd } from '@/components/ui/format';
import type { Finding, FindingKind } from '@/lib/domain/data-quality';
import type { Label } from '@/lib/domain/usage';
import { daysText } from './days-text';

const MS_PER_DAY = 86_400_000;
const timeFormat = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

/** `May 7, 2025, 3:29 PM UTC`. */
export function timeText(timeMs: number): string {
  return `${timeFormat.format(timeMs)} UTC`;
}

export type FindingWords = {
  readonly title: string;
  /** The figures. */
  readonly text: string;
  readonly affects: string;
  /** null where there is nothing to do. */
  readonly action: string | null;
};

const shareOf = ({ requests, requestsPct }: { readonly requests: number; readonly requestsPct: number }) =>
  `${countOf(requests, 'request')} (${formatShare(requestsPct)})`;

const nameOf = (name: string) => name || 'no model name';

/** `a 3, b 2 and 4 others`. */
function listed(parts: readonly { readonly name: string; readonly requests: number }[], count = parts.length): string {
  const shown = parts.map(({ name, requests }) => `${nameOf(name)} (${formatCount(requests)})`).join(', ');
  return count > parts.length ? `${shown} and ${countOf(count - parts.length, 'other')}` : shown;
}

function filesText(files: readonly string[]): string {
  const shown = files.slice(0, 3).map((file) => `“${file}”`);
  return files.length > 3 ? `${shown.join(', ')} and ${formatCount(files.length - 3)} more files` : shown.join(', ');
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const LABEL_NOUNS: { readonly [label in Label]: string } = {
  task: 'task',
  team: 'team',
  language: 'language',
  region: 'region',
  needs: 'need',
  tags: 'tag',
};

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

function rangeText({ fromDay, days }: { readonly fromDay: number; readonly days: number }): string {
  return daysText(fromDay * MS_PER_DAY, (fromDay + days - 1) * MS_PER_DAY);
}

function outlierTitle({ requests, loggedUsd, repricedUsd }: Extract<Finding, { kind: 'outliers' }>): string {
  if (requests !== 1) return 'Calls logged at over 100 times their price, or under a hundredth of it';
  return `One call is logged at ${loggedUsd > repricedUsd ? 'over 100 times' : 'under a hundredth of'} its price`;
}

function outlierText({ requests, loggedUsd, repricedUsd, loggedPct, calls }: Extract<Finding, { kind: 'outliers' }>) {
  const part = loggedPct === null ? '' : `, ${formatShare(loggedPct)} of all that the log says was spent`;
  const [first] = calls;
  if (requests === 1 && first !== undefined)
    return `One call to ${nameOf(first.model)} on ${timeText(first.timeMs)} is logged at ${formatUsd(loggedUsd)}${part}; its tokens cost ${formatUsd(repricedUsd)}.`;
  const each = calls
    .slice(0, 3)
    .map(
      (call) =>
        `${nameOf(call.model)} on ${formatDay(call.timeMs)} (${formatUsd(call.loggedUsd)} logged, ${formatUsd(call.repricedUsd)} repriced)`,
    );
  return `${countOf(requests, 'request')} logged at ${formatUsd(loggedUsd)} in all${part}; their tokens cost ${formatUsd(repricedUsd)}. The largest: ${each.join('; ')}.`;
}

/** A finding in plain words. */
export function findingWords(finding: Finding): FindingWords {
  switch (finding.kind) {
    case 'outliers':
      return {
        title: outlierTitle(finding),
        text: outlierText(finding),
        affects:
          'It stays in “cost as logged”. Repriced cost, plans and savings are computed from tokens and do not use it.',
        action: 'Check these calls against the provider’s invoice; do not read savings off the logged total.',
      };
    case 'unpriced':
      return {
        title: 'Requests without a price',
        text: `${shareOf(finding)}, ${formatShare(finding.tokensPct)} of tokens. ${finding.reasons
          .map(
            ({ reason, requests, models, modelCount }) =>
              `${capitalised(reason)}: ${formatCount(requests)}, as ${listed(models, modelCount)}`,
          )
          .join('. ')}.`,
        affects: 'They are left out of every cost and saving, on both sides, and counted.',
        action:
          'Give the name an alias or add a price book with its price; names that are cut or hidden cannot be priced.',
      };
    case 'names':
      return {
        title: 'Model names that name no model',
        text: `${shareOf(finding)} carry a placeholder: ${finding.names
          .map(({ name, requests }) =>
            name === 'REDACTED' ? `${formatCount(requests)} end in REDACTED` : `${formatCount(requests)} are “${name}”`,
          )
          .join(', ')}.`,
        affects: 'Without a name there is no price and no quality: most of them are left out of every total.',
        action: 'Export the log again with the real names if your tool can.',
      };
    case 'usage missing':
      return {
        title: 'Requests without token counts',
        text: `${shareOf(finding)}, most of them to ${listed(finding.models.slice(0, 3))}.`,
        affects: 'They count as requests and are left out of every cost.',
        action: 'Turn on usage reporting for streamed answers in your client or gateway, and export again.',
      };
    case 'rejected':
      return {
        title: 'Rows that could not be read',
        text: `${countOf(finding.rows, 'row')} (${formatShare(finding.pct)} of those read): ${finding.files
          .map(
            ({ file, rows, reasons }) =>
              `${formatCount(rows)} of “${file}”${reasons.length > 2 ? ', mostly ' : ': '}${reasons
                .slice(0, 2)
                .map(({ reason }) => reason)
                .join('; ')}`,
          )
          .join('. ')}.`,
        affects: 'They are in no figure at all.',
        action: 'See the report of the file under Files for the line numbers; mend the export or the mapping.',
      };
    case 'gaps': {
      const longest = [...finding.ranges].sort((a, b) => b.days - a.days).slice(0, 3);
      const each = longest.map((range) => `${rangeText(range)} (${countOf(range.days, 'day')})`).join(', ');
      return {
        title: finding.isMostlyEmpty ? 'Most days have no call' : 'Days without a call',
        text: `${formatCount(finding.emptyDays)} of ${countOf(finding.days, 'day')}, in ${countOf(finding.ranges.length, 'gap')}${
          finding.weekendsOnly ? ', all of them at weekends' : `; the longest: ${each}`
        }.`,
        affects: finding.isMostlyEmpty
          ? 'There is no level to speak of a month by: Waybill asks for requests a day.'
          : 'They count as days at zero cost when a month is worked out from this log.',
        action: finding.weekendsOnly ? null : 'If calls are missing, import the files of those days too.',
      };
    }
    case 'costs differ':
      return {
        title: 'Cost differences that no check explains',
        text: `${formatCount(finding.models)} of ${countOf(finding.ofModels, 'model')}, ${formatUsd(finding.usd)} in all. The table below names them.`,
        affects: 'The repriced cost of these models may not be what you pay.',
        action: 'Compare with the invoice; if you have a rate of your own, add it as a price book.',
      };
    case 'zero cost':
      return {
        title: 'Calls logged at $0',
        text: `${shareOf(finding)}; ${formatCount(finding.pricedRequests)} of them have a price above zero and are repriced at ${formatUsd(finding.repricedUsd)}.`,
        affects: '“Cost as logged” is too low if they were billed. Repriced cost counts them.',
        action: 'Check whether they were free (a trial, your own key, a free tier) or the tool knew no price.',
      };
    case 'no cost':
      return {
        title: finding.severity === 'fine' ? 'The log carries no cost' : 'Calls without a logged cost',
        text: `${shareOf(finding)}.`,
        affects: 'They are not compared with what was paid. Repriced cost does not need it.',
        action: null,
      };
    case 'sums':
      return {
        title: 'Rows that sum many calls',
        text: `${countOf(finding.rows, 'row')} for ${shareOf(finding)}, ${formatShare(finding.tokensPct)} of tokens, ${formatShare(finding.repricedPct)} of the repriced cost (${formatUsd(finding.repricedUsd)}).`,
        affects: 'They count, but cannot be tiered or routed by size.',
        action: 'For plans by size, import a log with one row for each call.',
      };
    case 'partial day':
      return {
        title: finding.which === 'first' ? 'The first day looks cut off' : 'The last day looks cut off',
        text:
          finding.which === 'first'
            ? `The log begins on ${timeText(finding.timeMs)}; ${formatPct(finding.missingPct)} of a usual day’s calls come before that hour.`
            : `The log ends on ${timeText(finding.timeMs)}; ${formatPct(finding.missingPct)} of a usual day’s calls come after that hour.`,
        affects: 'It counts as a whole day when a month is worked out, which makes the level a little low.',
        action: 'Import the rest of the day too, or export whole days.',
      };
    case 'future':
      return {
        title: 'Calls dated after their file was imported',
        text: `${shareOf(finding)}, up to ${timeText(finding.latestMs)}, in ${filesText(finding.files)}.`,
        affects: 'Their day, and with prices “as logged” their price, may be wrong.',
        action: 'Check the clock of the sender, and the unit of the time column.',
      };
    case 'before 2020':
      return {
        title: 'Calls dated before 2020',
        text: `${shareOf(finding)}, from ${formatDay(finding.earliestMs)}, in ${filesText(finding.files)}.`,
        affects: 'They stretch the log’s span and have no price of their own day.',
        action: 'Check the unit of the time column (seconds or milliseconds) and import again.',
      };
    case 'daily data':
      return {
        title: 'Times are days, not moments',
        text: `Every call of ${filesText(finding.files)} stands at midnight UTC: ${shareOf(finding)}.`,
        affects: 'Prices by the hour and rules by the hour see all of a day’s calls at midnight.',
        action: null,
      };
    case 'label dropped':
      return {
        title: `“${finding.column}” has too many values for a ${finding.label}`,
        text: `It has more than 1,000 values in “${finding.file}”.`,
        affects: `The calls of this file have no ${finding.label} from it.`,
        action: 'Choose another column for it and import again, or set it by a rule.',
      };
    case 'label missing':
      return {
        title: finding.values === 0 ? `No request has a ${finding.label}` : `Requests without a ${finding.label}`,
        text: `${shareOf(finding)}; the others share ${countOf(finding.values, 'value')}.`.replace(
          '; the others share 0 values',
          '',
        ),
        affects:
          finding.label === 'task'
            ? 'They cannot be routed by task, and nothing judges their quality.'
            : `They are in every total, but under no ${finding.label}.`,
        action: finding.label === 'task' || finding.label === 'team' ? 'Name them by a rule on this page.' : null,
      };
    case 'zero tokens':
      return {
        title: 'Requests with no tokens',
        text: `${shareOf(finding)} have neither input nor output tokens.`,
        affects: 'They count as requests and cost nothing.',
        action: 'If they were real calls, their counts are missing in the log.',
      };
    case 'duplicates':
      return {
        title: 'Duplicates, counted once',
        text: finding.files
          .map(({ file, rows }) => `${countOf(rows, 'row')} of “${file}”`)
          .join(', ')
          .concat('.'),
        affects: 'Each call counts once.',
        action: null,
      };
    case 'skipped':
      return {
        title: 'Lines that are no call of their own',
        text: `${countOf(finding.rows, 'line')}: ${finding.reasons.map(({ reason, rows }) => `${reason} (${formatCount(rows)})`).join(', ')}.`,
        affects: 'They are part of calls that are counted.',
        action: null,
      };
    case 'labels absent':
      return {
        title: 'Not in the log',
        text: `No request has a ${finding.labels.map((label) => LABEL_NOUNS[label]).join(', a ')}.`,
        affects: 'Plans cannot ask for them. Prices are those without a region.',
        action: null,
      };
    case 'weekdays': {
      const busiest = Math.max(...finding.pctByWeekday);
      const day = WEEKDAYS[finding.pctByWeekday.indexOf(busiest)];
      return {
        title: 'The week',
        text: `${formatShare(finding.workdaysPct)} of requests fall on Monday to Friday, most on ${day} (${formatShare(busiest)}).`,
        affects: 'A month is worked out over whole days, weekends included.',
        action: null,
      };
    }
    default:
      finding satisfies never;
      throw new Error(`no words for ${(finding as Finding).kind}`);
  }
}

/** What a check that found nothing has made sure of. */
export const PASSED_WORDS: { readonly [kind in FindingKind]: string } = {
  outliers: 'no cost over 100 times apart',
  unpriced: 'every request has a price',
  'usage missing': 'every request has token counts',
  rejected: 'no row rejected',
  gaps: 'calls on every day',
  'costs differ': 'no unexplained cost difference',
  names: 'no placeholder names',
  'zero cost': 'no call logged at $0',
  'no cost': 'every call has a logged cost',
  sums: 'one row for each call',
  'partial day': 'first and last day look whole',
  future: 'no call from the future',
  'before 2020': 'no call before 2020',
  'daily data': 'times to the moment',
  'label dropped': 'no label with too many values',
  'label missing': 'no label with gaps',
  'zero tokens': 'no call without tokens',
  duplicates: 'no duplicates',
  skipped: 'no lines set aside',
  'labels absent': 'every label in use',
  weekdays: 'too short for a weekly pattern',
};
