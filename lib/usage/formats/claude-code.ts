import { createJsonFormat } from './json-format';
import { isObject, type JsonObject } from './json-reader';
import { countOr0, firstOf, isCount, lastPart, objectAt, textOf } from './json-values';
import { createPartMerger } from './merge-parts';
import { createRawCallReader, type RawCall } from './raw-call';

/** Session files of Claude Code, `~/.claude/projects/<project>/<session>.jsonl`. */
export const claudeCodeFormat = createJsonFormat({
  id: 'claude-code',
  title: 'Claude Code session',
  names: {
    time: 'timestamp',
    model: 'message.model',
    inputTokens: 'message.usage.input_tokens',
    outputTokens: 'message.usage.output_tokens',
    cacheReadTokens: 'message.usage.cache_read_input_tokens',
    cacheWriteTokens: 'message.usage.cache_creation_input_tokens',
    cacheWrite1hTokens: 'message.usage.cache_creation.ephemeral_1h_input_tokens',
    webSearches: 'message.usage.server_tool_use.web_search_requests',
    serviceTier: 'message.usage.service_tier',
    requestId: 'message.id',
    costUsd: 'costUSD',
    team: 'cwd',
  },
  signOf(object) {
    const { usage } = objectAt(object, 'message');
    const isSession =
      isAssistant(object) &&
      isObject(usage) &&
      'input_tokens' in usage &&
      ('cache_creation_input_tokens' in usage || 'sessionId' in object);
    return isSession ? 'assistant lines with message.usage, as Claude Code writes' : null;
  },
  open(sink) {
    const readCall = createRawCallReader({ cache: 'beside' }, sink);
    const merger = createPartMerger(sink, readCall, 'lines of a message read before');
    return {
      read(object, line) {
        const { usage, id, model } = objectAt(object, 'message');
        if (!isAssistant(object) || !isObject(usage)) return;
        const call = toCall(object, usage);
        // What Claude Code itself put in, e.g. "API error": no call was made.
        if (model === '<synthetic>' && countOr0(call.inputTokens) + countOr0(call.outputTokens) === 0) return;
        merger.add(textOf(id) === '' ? '' : textOf(call.requestId), call, line);
      },
      end: merger.end,
    };
  },
});

/** Old files leave the type out. */
function isAssistant(object: JsonObject): boolean {
  return object.type === 'assistant' || (object.type === undefined && objectAt(object, 'message').role === 'assistant');
}

function toCall(object: JsonObject, usage: JsonObject): RawCall {
  const { id, model } = objectAt(object, 'message');
  const { ephemeral_5m_input_tokens: written5m, ephemeral_1h_input_tokens: written1h } = objectAt(
    usage,
    'cache_creation',
  );
  const written = firstOf(usage.cache_creation_input_tokens, countOr0(written5m) + countOr0(written1h));
  const tags = [usage.speed === 'fast' ? 'fast' : '', object.isSidechain === true ? 'sidechain' : ''];
  return {
    time: object.timestamp,
    model,
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    cacheReadTokens: usage.cache_read_input_tokens,
    cacheWriteTokens: countOr0(written1h) > 0 && isCount(written) ? countOr0(written) - countOr0(written1h) : written,
    cacheWrite1hTokens: written1h,
    webSearches: objectAt(usage, 'server_tool_use').web_search_requests,
    serviceTier: usage.service_tier,
    requestId: [id, object.requestId].map(textOf).filter(Boolean).join(' ') || textOf(object.uuid),
    costUsd: object.costUSD,
    team: lastPart(object.cwd),
    tags: tags.filter(Boolean),
  };
}
