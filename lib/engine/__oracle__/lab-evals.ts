import type { EvalItem } from '@/lib/domain/evidence';
import { parseOfferId } from '@/lib/domain/ids';
import { type ResolvedEval, readEvalEvidence } from '../eval-evidence';
import { LAB_EVIDENCE } from './lab-evidence';
import { type Dice, rollFrom } from './seeded';

/** Models of the lab as the evals name them; the last one no book knows. */
const MODELS = ['lab/lab-clocked', 'lab/lab-small', 'lab/lab-tiny', 'lab/lab-seen', 'lab/nobody'] as const;
export const EVAL_TARGETS = MODELS.slice(0, 4);

type Shape = { readonly task: string; readonly items: number; readonly score: (dice: Dice, ability: number) => number };

const rightOrWrong = (dice: Dice, ability: number) => (dice.chance(ability) ? 1 : 0);
const graded = (dice: Dice, ability: number) => Math.min(1, Math.round((ability + dice.next() - 0.5) * 8) / 8);
/** The second task has fewer items in common than the gate asks for some pairs: each answer is there by chance. */
const SHAPES: readonly Shape[] = [
  { task: 'chat', items: 90, score: rightOrWrong },
  { task: 'faq', items: 48, score: rightOrWrong },
  { task: 'classify', items: 60, score: (dice, ability) => Math.max(0, graded(dice, ability)) },
];

function drawItems({ task, items, score }: Shape, dice: Dice): EvalItem[] {
  const isWhole = task !== 'faq';
  return Array.from({ length: items }, (_, item) => {
    const ease = dice.next();
    return MODELS.flatMap((model, at) =>
      isWhole || dice.chance(0.85)
        ? [{ task, item: String(item), model, score: score(dice, (ease + 0.9 - at * 0.2) / 2) }]
        : [],
    );
  })
    .flat()
    .map((answer) => ({ ...answer, usd: null, inputTokens: null, outputTokens: null }));
}

const dice = rollFrom(77);

/** An eval of made-up answers: models of the lab that fail together on hard items. */
export const LAB_EVALS: readonly ResolvedEval[] = [
  {
    name: 'lab',
    fileName: 'lab.csv',
    measuredOn: null,
    items: SHAPES.flatMap((shape) => drawItems(shape, dice)),
    makerOf: (model) => (model === 'lab/nobody' ? null : parseOfferId(model)),
  },
];

export const EVAL_EVIDENCE = [...LAB_EVIDENCE, ...readEvalEvidence(LAB_EVALS)];

/** What judges a task: its eval, else nothing. */
export function evalBenchmarkOf(task: string): string | null {
  return SHAPES.some((shape) => shape.task === task) ? `eval:lab/${task}` : null;
}
