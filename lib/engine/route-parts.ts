import type { Assumptions, Route } from '@/lib/domain/policy';
import { type CompiledRoute, compileRoute, type Leg, type RouteContext, type UnpricedRoute } from './compile-route';

/**
 * Parts of what a route bills. `answer`: the calls that answer, once each, at the factors of their model pair;
 * `attempts`: a cascade's rejected attempts; `chain`: every call of a chain; `chainAnswer`: the part of `answer` that
 * chains have; `judges`. A route's bill is answer + attempts + judges + (chain − chainAnswer).
 */
export type RoutePart = 'answer' | 'attempts' | 'judges' | 'chain' | 'chainAnswer';

const NOTHING: CompiledRoute = { legs: [], quality: () => null };

function isUnpriced(compiled: CompiledRoute | UnpricedRoute): compiled is UnpricedRoute {
  return 'unpriced' in compiled;
}

/** An attempt answers as often as it is reached and the next one is not. */
function legsOf(part: RoutePart, legs: readonly Leg[]): Leg[] {
  if (part === 'judges') return legs.filter((leg) => leg.role === 'judge');
  const attempts = legs.filter((leg) => leg.role === 'answer');
  return attempts.flatMap((leg, i) => {
    const next = attempts[i + 1];
    if (part === 'answer') return [{ ...leg, share: leg.share - (next?.share ?? 0) }];
    return next === undefined ? [] : [{ ...leg, share: next.share }];
  });
}

function compilePart(route: Route, part: RoutePart, context: RouteContext): CompiledRoute | UnpricedRoute {
  if ('chain' in route) {
    const last = route.chain.at(-1);
    if (part === 'chain') return compileRoute(route, context);
    if (last === undefined || part === 'attempts' || part === 'judges') return NOTHING;
    return compileRoute({ model: last.model, fallback: route.fallback }, context);
  }
  if (part === 'chain' || part === 'chainAnswer') return NOTHING;
  if (!('cascade' in route)) return part === 'answer' ? compileRoute(route, context) : NOTHING;
  const whole = compileRoute(route, context);
  return isUnpriced(whole) ? whole : { ...whole, legs: legsOf(part, whole.legs) };
}

/**
 * Compiles one part of each route, for `ReplayContext.compile`: input factors by the context's assumptions, output
 * factors by `outputFactors` in their stead. Its quality means nothing: the legs are not those of the route.
 */
export function compilerOfPart(part: RoutePart, outputFactors: Assumptions['factors']): typeof compileRoute {
  return (route, context) => {
    const byInput = compilePart(route, part, context);
    if (isUnpriced(byInput)) return byInput;
    const assumptions = { ...context.assumptions, factors: outputFactors };
    const byOutput = compilePart(route, part, { ...context, assumptions });
    if (isUnpriced(byOutput)) return byOutput;
    return {
      quality: () => null,
      legs: byInput.legs.map((leg, i) => ({
        ...leg,
        candidates: leg.candidates.map((target, k) => ({
          ...target,
          outputFactor: byOutput.legs[i]?.candidates[k]?.outputFactor ?? target.outputFactor,
        })),
      })),
    };
  };
}
