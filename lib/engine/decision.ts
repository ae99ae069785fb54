import type { ExitSurface, LockInAnswers, Stance, VolumeClass } from '@/lib/domain/decision';
import type { Constraints } from '@/lib/domain/policy';

const SMALL_TOKENS_PER_DAY = 100_000;
const MIDDLE_TOKENS_PER_DAY = 1_000_000;
const LARGE_TOKENS_PER_DAY = 10_000_000;

/**
 * The volume class of tokens a day, input and output together: under 100K price hardly matters, over 1M every dollar
 * does, over 10M it decides. A bound itself is in the class below. Source: post D's decision steps.
 */
export function volumeClassOf(tokensPerDay: number): VolumeClass {
  if (tokensPerDay < SMALL_TOKENS_PER_DAY) return 'small';
  if (tokensPerDay <= MIDDLE_TOKENS_PER_DAY) return 'middle';
  return tokensPerDay <= LARGE_TOKENS_PER_DAY ? 'large' : 'huge';
}

const HIGH_BLAST = 4;
const SOME_BLAST = 3;

/**
 * What a task may do, by blast radius (1 to 5) and volume. A wrong answer of a high one (4 and up) costs more than
 * tokens: it stays up to 1M tokens a day, and above may only move to a model that is no worse. What has under 100K
 * tokens a day stays: price hardly matters. A middle one (3) of unknown volume is guarded. The rest is free above the
 * floor, where its errors weigh as much as its blast radius.
 */
export function stanceOf(blastRadius: number, volume: VolumeClass | null): Stance {
  const isHigh = blastRadius >= HIGH_BLAST;
  if (volume === null) return isHigh ? 'stays' : blastRadius >= SOME_BLAST ? 'guarded' : 'free';
  if (volume === 'small') return 'stays';
  if (!isHigh) return 'free';
  return volume === 'middle' ? 'stays' : 'guarded';
}

/** The constraints of a policy that the answers about lock-in ask for; undefined where they ask for none. */
export function constraintsOf(answers: LockInAnswers): Constraints | undefined {
  const { vendorShareAtMost, openWeights, access, residency, originNotIn } = answers;
  const wanted = Object.entries(access).filter(([, values]) => values.length > 0);
  const constraints: Constraints = {
    ...(residency === null ? {} : { residency: [residency] }),
    ...(originNotIn.length === 0 ? {} : { originNotIn }),
    ...(openWeights ? { openWeights: true as const } : {}),
    ...(wanted.length === 0 ? {} : { access: Object.fromEntries(wanted) }),
    ...(Object.keys(vendorShareAtMost).length === 0 ? {} : { vendorShareAtMost }),
  };
  return Object.keys(constraints).length === 0 ? undefined : constraints;
}

/** Days to move what is tied to one vendor: the sum of counts × days each. Post B speaks of it as the exit surface. */
export function exitDays(surface: ExitSurface): number {
  return (
    surface.callSites * surface.daysPerCallSite +
    surface.prompts * surface.daysPerPrompt +
    surface.fineTunes * surface.daysPerFineTune
  );
}
