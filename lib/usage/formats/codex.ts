import { createJsonFormat } from './json-format';
import { isObject, type JsonObject } from './json-reader';
import { firstOf, lastPart, objectAt } from './json-values';
import { createRawCallReader } from './raw-call';

/** Session files of the Codex CLI, `~/.codex/sessions/…/rollout-….jsonl`. */
export const codexFormat = createJsonFormat({
  id: 'codex',
  title: 'Codex session',
  names: {
    time: 'timestamp',
    model: 'turn_context.model',
    inputTokens: 'last_token_usage.input_tokens',
    outputTokens: 'last_token_usage.output_tokens',
    cacheReadTokens: 'last_token_usage.cached_input_tokens',
    reasoningTokens: 'last_token_usage.reasoning_output_tokens',
    requestId: 'total_token_usage',
    team: 'cwd',
  },
  signOf(object) {
    const payload = objectAt(object, 'payload');
    if (object.type === 'event_msg' && payload.type === 'token_count') return 'token_count events, as Codex writes';
    const isHead = object.type === 'session_meta' && ('cli_version' in payload || 'originator' in payload);
    return isHead || (object.type === 'turn_context' && 'model' in payload) ? `${object.type}, as Codex writes` : null;
  },
  open(sink) {
    const readCall = createRawCallReader({ cache: 'inside', reasoning: 'inside' }, sink);
    let model: unknown;
    let cwd: unknown;
    let lastTotal = '';

    function readCount(object: JsonObject, info: JsonObject, line: number): void {
      const total = isObject(info.total_token_usage) ? JSON.stringify(info.total_token_usage) : '';
      if (total !== '' && total === lastTotal) {
        sink.skip?.(line, 'token counts that repeat the one before');
        return;
      }
      lastTotal = total;
      if (!isObject(info.last_token_usage)) {
        sink.reject(line, 'a token count without last_token_usage: a running total is no call');
        return;
      }
      const usage = info.last_token_usage;
      const call = {
        time: object.timestamp,
        model: firstOf(info.model, model),
        inputTokens: usage.input_tokens,
        outputTokens: usage.output_tokens,
        cacheReadTokens: usage.cached_input_tokens,
        reasoningTokens: usage.reasoning_output_tokens,
        // With the time, the running total tells a copied session from a new call.
        requestId: total === '' ? '' : `codex ${totalOf(info)}`,
        team: lastPart(cwd),
      };
      readCall(call, line);
    }

    return {
      read(object, line) {
        const payload = objectAt(object, 'payload');
        if (object.type === 'session_meta') lastTotal = '';
        if (object.type === 'session_meta' || object.type === 'turn_context') {
          model = firstOf(payload.model, object.type === 'session_meta' ? undefined : model);
          cwd = firstOf(payload.cwd, cwd);
        }
        if (object.type !== 'event_msg' || payload.type !== 'token_count') return;
        // Without info it tells the rate limits only.
        if (isObject(payload.info)) readCount(object, payload.info, line);
      },
    };
  },
});

function totalOf(info: JsonObject): string {
  const { total_tokens, input_tokens, output_tokens } = objectAt(info, 'total_token_usage');
  return String(firstOf(total_tokens, `${input_tokens} ${output_tokens}`));
}
