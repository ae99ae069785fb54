import { classifiedRouting } from './classified-routing';
import { compliance } from './compliance';
import { economyTier } from './economy-tier';
import { proseTiers, routerTiers } from './prompt-size-tiers';
import { rateLimitFallback } from './rate-limit';
import type { MakeReadyMade, ReadyMade, ReadyMadeInputs } from './ready-made';
import { abByTask, eightyTwenty, modelForEachTask } from './route-table';
import { semanticCache } from './semantic-cache';
import { specialistChain } from './specialist-chain';
import { verificationLoop } from './verification-loop';

const ALL: readonly MakeReadyMade[] = [
  modelForEachTask,
  routerTiers,
  proseTiers,
  classifiedRouting,
  eightyTwenty,
  abByTask,
  verificationLoop,
  specialistChain,
  compliance,
  semanticCache,
  economyTier,
  rateLimitFallback,
];

/** The systems of the posts as policies for this workload; those that make no sense here are left out. */
export function makeReadyMade(inputs: ReadyMadeInputs): ReadyMade[] {
  return ALL.flatMap((make) => make(inputs) ?? []);
}
