import type { Stance, VolumeClass } from '@/lib/domain/decision';

/** Post D's classes of tokens a day, and what it says of them. */
export const VOLUME_WORDS: { readonly [volume in VolumeClass]: { readonly range: string; readonly says: string } } = {
  small: { range: 'under 100K a day', says: 'price hardly matters' },
  middle: { range: '100K to 1M a day', says: 'price begins to matter' },
  large: { range: 'over 1M a day', says: 'every dollar matters' },
  huge: { range: 'over 10M a day', says: 'price decides' },
};

export const BLAST_WORDS: { readonly [radius: number]: string } = {
  1: 'nobody notices',
  2: 'somebody looks twice',
  3: 'work is done again',
  4: 'a customer sees it',
  5: 'it cannot be taken back',
};

export const STANCE_WORDS: { readonly [stance in Stance]: string } = {
  stays: 'stays on its model',
  guarded: 'may move, to a model that is no worse',
  free: 'goes to the cheapest above the floor',
};

/** What the plan does with a task; one that nothing judges stays, whatever it may do. */
export function stanceText(stance: Stance, isJudged: boolean): string {
  return isJudged || stance === 'stays' ? STANCE_WORDS[stance] : 'stays: nothing judges it';
}
