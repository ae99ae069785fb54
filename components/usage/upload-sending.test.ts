import { describe, expect, it } from 'vitest';
import { Unreachable } from '@/components/ui/ask-server';
import type { UploadJob } from '@/lib/domain/upload-view';
import { MAX_SENDINGS, MAX_SILENT_POLLS, sendAndFollow, type Wire } from './upload-sending';

type Answer = UploadJob | null | 'silent';

const job = (state: UploadJob['state'], more: Partial<UploadJob> = {}) => ({ state, ...more }) as UploadJob;
const RUNNING = job('running');
const DONE = job('done');
const BROKEN_OFF = job('cancelled', { isBrokenOff: true });

/** `sendings`: how each sending ends; null: it never does. `answers`: what is said when asked, the last for ever. */
function played(sendings: readonly (UploadJob | Error | null)[], answers: readonly Answer[]) {
  const sent: string[] = [];
  const troubles: (string | null)[] = [];
  let asked = 0;
  const wire: Wire = {
    send: async (jobId) => {
      const end = sendings[sent.length] ?? null;
      sent.push(jobId);
      if (end instanceof Error) throw end;
      return end ?? new Promise<never>(() => {});
    },
    status: async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)] ?? null;
      if (answer === 'silent') throw new Unreachable();
      return answer;
    },
    checkFile: async () => {},
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  };
  const ends = sendAndFollow(wire, 'file-one', { onProgress: () => {}, onTrouble: (text) => troubles.push(text) });
  return { ends, sent, troubles };
}

describe('sendAndFollow', () => {
  it('gives the end that the sending brings', async () => {
    const { ends, sent } = played([DONE], [RUNNING]);
    expect(await ends).toBe(DONE);
    expect(sent).toEqual(['file-one']);
  });

  it('sends again, as another import, what was dropped when the connection broke', async () => {
    const { ends, sent, troubles } = played([new Unreachable(), DONE], ['silent', 'silent', 'silent', null]);
    expect(await ends).toBe(DONE);
    expect(sent).toEqual(['file-one', 'file-one-2']);
    expect(troubles.at(-1)).toMatch(/sent again/);
  });

  it('sends again what the server dropped itself', async () => {
    const { ends, sent } = played([new Unreachable(), DONE], [RUNNING, BROKEN_OFF]);
    expect(await ends).toBe(DONE);
    expect(sent).toHaveLength(2);
  });

  it('follows an import that was received whole, past a server that starts again', async () => {
    const answers: Answer[] = [RUNNING, 'silent', 'silent', 'silent', RUNNING, DONE];
    const { ends, sent, troubles } = played([new Unreachable()], answers);
    expect(await ends).toBe(DONE);
    expect(sent).toHaveLength(1);
    expect(troubles).toEqual([expect.stringMatching(/does not answer/), expect.stringMatching(/does not/), null]);
  });

  it('does not send again what a person cancelled', async () => {
    const cancelled = job('cancelled', { isBrokenOff: false });
    const { ends, sent } = played([new Unreachable()], [RUNNING, cancelled]);
    expect(await ends).toBe(cancelled);
    expect(sent).toHaveLength(1);
  });

  it('says what the server refused', async () => {
    const { ends, sent } = played([new Error('too large')], [null]);
    await expect(ends).rejects.toThrow('too large');
    expect(sent).toHaveLength(1);
  });

  it('tells why an import failed whose upload broke', async () => {
    const failed = job('error', { error: 'no time column' });
    expect(await played([new Error('reset')], [failed]).ends).toBe(failed);
  });

  it('gives up after some sendings, and after a long silence', async () => {
    const often = played(
      Array.from({ length: 9 }, () => new Unreachable()),
      [null],
    );
    await expect(often.ends).rejects.toBeInstanceOf(Unreachable);
    expect(often.sent).toHaveLength(MAX_SENDINGS);
    const silent = played([new Unreachable()], Array(MAX_SILENT_POLLS + 9).fill('silent'));
    await expect(silent.ends).rejects.toBeInstanceOf(Unreachable);
    expect(silent.sent).toHaveLength(1);
  });
});
