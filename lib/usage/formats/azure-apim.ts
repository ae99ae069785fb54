import type { JsonObject } from './json-reader';
import { firstOf, textOf } from './json-values';
import { jsonAt } from './nested-json';
import { createRawCallReader, type RawCall } from './raw-call';
import { createRowFormat } from './row-format';

const UTC = ' [UTC]';
/** As the portal writes times into CSV. */
const PORTAL_TIME = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d{2}):(\d{2})(\.\d+)? (AM|PM)$/;

/** Rows of ApiManagementGatewayLlmLog, the LLM log of Azure API Management. Messages are never read. */
export const azureApimFormat = createRowFormat({
  id: 'azure-apim',
  title: 'Azure API Management LLM log',
  names: {
    time: 'TimeGenerated',
    model: 'ModelName',
    inputTokens: 'PromptTokens',
    outputTokens: 'CompletionTokens',
    requestId: 'CorrelationId',
    region: 'Region',
    team: 'ApimSubscriptionId',
  },
  listKeys: ['records', 'value', 'data'],
  columns: [
    ...['TimeGenerated', `TimeGenerated${UTC}`, 'CorrelationId', 'SequenceNumber', 'DeploymentName', 'ModelName'],
    ...['PromptTokens', 'CompletionTokens', 'Region', 'ApimSubscriptionId'],
  ],
  signOfHeader(has) {
    return has('TimeGenerated') || has(`TimeGenerated${UTC}`) ? signOf((name) => has(name)) : null;
  },
  signOf(object) {
    const row = rowOf(object);
    return signOf((name) => columnOf(row, name) !== undefined);
  },
  open(sink) {
    const readCall = createRawCallReader({ cache: 'inside' }, sink);
    return {
      read(object, line) {
        const row = rowOf(object);
        if (isTokenRow(row)) readCall(toCall(object, row), line);
      },
    };
  },
});

function signOf(has: (name: string) => boolean): string | null {
  return has('CorrelationId') && has('PromptTokens') && (has('DeploymentName') || has('ModelName'))
    ? 'PromptTokens beside CorrelationId, as ApiManagementGatewayLlmLog has'
    : null;
}

/** What goes to storage or an event hub has the columns under `properties`. */
function rowOf(object: JsonObject): JsonObject {
  return 'properties' in object ? (jsonAt(object, 'properties') ?? {}) : object;
}

/** Under its name in the table or, as in storage, with a small first letter. */
function columnOf(row: JsonObject, name: string): unknown {
  return row[name] ?? row[name.charAt(0).toLowerCase() + name.slice(1)];
}

/** A call is several rows, one for each piece of its messages: the first has the tokens. */
function isTokenRow(row: JsonObject): boolean {
  const sequence = firstOf(columnOf(row, 'SequenceNumber'));
  return firstOf(columnOf(row, 'PromptTokens')) !== undefined && (sequence === undefined || Number(sequence) === 0);
}

/** A router serves another model than the one deployed: the served one is billed. */
function toCall(object: JsonObject, row: JsonObject): RawCall {
  const time = firstOf(row.TimeGenerated, row[`TimeGenerated${UTC}`], row.timeGenerated, object.time);
  return {
    time: isoTime(time),
    model: firstOf(columnOf(row, 'ModelName'), columnOf(row, 'DeploymentName')),
    inputTokens: columnOf(row, 'PromptTokens'),
    outputTokens: columnOf(row, 'CompletionTokens'),
    requestId: firstOf(columnOf(row, 'CorrelationId'), object.correlationId),
    region: firstOf(columnOf(row, 'Region'), object.location),
    team: columnOf(row, 'ApimSubscriptionId'),
  };
}

function isoTime(time: unknown): unknown {
  const [, month, day, year, hour, minute, second, fraction = '', half] = PORTAL_TIME.exec(textOf(time)) ?? [];
  if (half === undefined) return time;
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  return `${year}-${month}-${day} ${hours}:${minute}:${second}${fraction}`;
}
