import type { Condition, Constraints, Policy, Route } from '@/lib/domain/policy';
import { SERVICE_TIERS } from '@/lib/domain/usage';
import type { Dice } from './seeded';
import { TASKS, TEAMS } from './workload';

function drawCondition(dice: Dice, sources: readonly string[], depth = 0): Condition {
  const some = <T>(items: readonly T[]) => [dice.pick(items), dice.pick(items)];
  const atLeast = dice.below(40_000);
  return {
    ...(dice.chance(0.35) ? { task: some(TASKS.slice(1)) } : {}),
    ...(dice.chance(0.15) ? { team: some(TEAMS.slice(1)) } : {}),
    ...(dice.chance(0.1) ? { language: ['zh'] } : {}),
    ...(dice.chance(0.1) ? { region: ['eu'] } : {}),
    ...(dice.chance(0.1) ? { tags: [dice.pick(['beta', 'nightly'])] } : {}),
    ...(dice.chance(0.15) ? { needs: dice.pick([['vision'], ['tools'], ['tools', 'vision']]) } : {}),
    ...(dice.chance(0.15) ? { sourceModel: some(sources.filter((name) => name !== '')) } : {}),
    ...(dice.chance(0.1) ? { serviceTier: some(SERVICE_TIERS) } : {}),
    ...(dice.chance(0.4)
      ? {
          inputTokens: dice.pick([{ atLeast }, { atMost: atLeast }, { atLeast, atMost: atLeast + dice.below(20_000) }]),
        }
      : {}),
    ...(depth < 2 && dice.chance(0.25) ? { not: drawCondition(dice, sources, depth + 1) } : {}),
  };
}

function drawRoute(dice: Dice, targets: readonly string[]): Route {
  const model = () => dice.pick(targets);
  const fallback = dice.chance(0.5) ? { fallback: Array.from({ length: 1 + dice.below(2) }, model) } : {};
  const factor = () =>
    dice.pick([{}, { inputFactor: 1.2 }, { inputFactor: 0.75 }, { outputFactor: 0.3, inputFactor: 1.5 }]);
  switch (dice.below(6)) {
    case 0:
      return { keep: true, ...fallback };
    case 1:
    case 2:
      return { model: model(), ...fallback };
    case 3:
      return {
        split: Array.from({ length: 1 + dice.below(3) }, () => ({ model: model(), weight: 1 + dice.below(90) })),
        ...fallback,
      };
    case 4:
      return { chain: Array.from({ length: 1 + dice.below(3) }, () => ({ model: model(), ...factor() })), ...fallback };
    default: {
      const accept = () => (dice.chance(0.6) ? { accept: dice.pick([0, 0.25, 0.8, 1]) } : {});
      const judge = {
        model: model(),
        ...(dice.chance(0.5) ? { errorRate: 0.1, outputTokens: 40, inputFactor: 1.25 } : {}),
      };
      return {
        cascade: Array.from({ length: 2 + dice.below(2) }, () => ({ model: model(), ...accept() })),
        ...(dice.chance(0.7) ? { judge } : {}),
        ...fallback,
      };
    }
  }
}

function drawConstraints(dice: Dice): Constraints {
  const maybe = <T extends Constraints>(make: () => T): Partial<T> => (dice.chance(0.4) ? make() : {});
  return {
    ...maybe(() => ({ residency: dice.pick([['EU'], ['US'], ['EU', 'US'], ['eu-west-1'], ['global']]) })),
    ...maybe(() => ({ originIn: dice.pick([['US'], ['US', 'FR']]) })),
    ...maybe(() => ({ originNotIn: dice.pick([['CN'], ['US', 'CN']]) })),
    ...maybe(() => ({ openWeights: true as const })),
    ...maybe(() => ({ contextTokensAtLeast: dice.pick([8_000, 32_001, 60_000]) })),
    ...maybe(() => ({ needs: dice.pick([['tools'], ['vision'], ['tools', 'json']]) })),
    ...maybe(() => ({ notDeprecatedBefore: dice.pick(['2026-06-30', '2026-07-01', '2027-01-02']) })),
    ...maybe(() => ({ access: dice.pick([{ payment: ['card'] }, { payment: ['card'], support: ['English'] }]) })),
    ...maybe(() => ({ vendorShareAtMost: { lab: dice.pick([0.5, 1]), nobody: 0 } })),
    ...maybe(() => ({ latencyMsAtMost: dice.pick([1000, 4000, 4600, 20_000]) })),
    ...maybe(() => ({ firstTokenMsAtMost: dice.pick([400, 899]) })),
    ...maybe(() => ({ outputTokensPerSecondAtLeast: dice.pick([50, 121]) })),
  };
}

/** A policy with any mixture of what the policy file allows. `sources` and `targets` are model names. */
export function drawPolicy(dice: Dice, sources: readonly string[], targets: readonly string[]): Policy {
  const when = () => drawCondition(dice, sources);
  const pair = () => ({
    from: dice.pick(sources.filter((name) => name !== '')),
    to: dice.pick(targets),
    ...(dice.chance(0.8) ? { input: dice.pick([0.8, 1.05, 1.1, 1.25, 2]) } : {}),
    ...(dice.chance(0.8) ? { output: dice.pick([0.5, 1.1, 1.5]) } : {}),
  });
  const list = <T>(most: number, make: () => T) => Array.from({ length: dice.below(most + 1) }, make);
  return {
    waybill: 1,
    name: 'drawn',
    rules: list(4, () => ({ id: '', when: when(), route: drawRoute(dice, targets) })).map((rule, i) => ({
      ...rule,
      id: `r${i}`,
    })),
    otherwise: drawRoute(dice, targets),
    cache: list(2, () => ({ kind: 'exact' as const, when: when(), hitRate: dice.pick([0, 0.4, 1]) })),
    serviceTier: list(2, () => ({ tier: dice.pick(SERVICE_TIERS), when: when() })),
    errors: { retries: dice.below(3) },
    assumptions: {
      promptCacheKept: dice.pick([0, 0, 0.5, 1]),
      errorRate: dice.pick([0, 0, 0.02, 0.3]),
      overheadUsdPerRequest: dice.pick([0, 0, 0.0001]),
      factors: list(3, pair),
    },
    ...(dice.chance(0.6) ? { constraints: drawConstraints(dice) } : {}),
  };
}
