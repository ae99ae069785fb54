import type { Policy } from '@/lib/domain/policy';
import { makeReadyMade } from '@/lib/engine/ready-made/make-ready-made';
import { READY_MADE_MODELS, V4_FLASH } from '@/lib/engine/ready-made/models';
import {
  booksOf,
  type FoundModel,
  type ReadyMadeGroup,
  type ReadyMadeInputs,
  type ReadyMadeKey,
} from '@/lib/engine/ready-made/ready-made';
import { allOnOne, keepAll } from '@/lib/engine/templates';

/** A starting point for a plan, ready for the workload at hand. `books` are those its models need beside the stack. */
export type StudioTemplate = {
  readonly id: string;
  readonly group: 'Start' | ReadyMadeGroup;
  readonly title: string;
  readonly description: string;
  /** Key of the post's system, where it is one. */
  readonly key: ReadyMadeKey | null;
  /** What of the post's system the policy cannot say. */
  readonly leavesOut: string | null;
  readonly policy: Policy;
  readonly books: readonly string[];
};

/** Where a model can be bought: in the stack, or in a book beside it. */
export type Sourced = FoundModel;
export type TemplateInputs = ReadyMadeInputs;

/** Every model a template may name by itself. */
export const TEMPLATE_MODELS: readonly string[] = READY_MADE_MODELS;

/** The templates that make sense here: one whose models no book prices, or that needs tasks, is left out. */
export function buildTemplates(inputs: TemplateInputs): StudioTemplate[] {
  const plain = { group: 'Start', key: null, leavesOut: null } as const;
  const templates: StudioTemplate[] = [
    {
      ...plain,
      id: 'keep',
      title: 'Keep everything as it is',
      description: 'Every call stays on its own model: the baseline.',
      policy: keepAll(),
      books: [],
    },
  ];
  const one = inputs.best ?? inputs.find(...V4_FLASH);
  if (one !== null)
    templates.push({
      ...plain,
      id: 'one',
      title: 'All on one model',
      description: `Everything on ${one.name}; pick another below.`,
      policy: { ...allOnOne(one.model), name: `Everything on ${one.name}` },
      books: booksOf(one),
    });
  for (const { says, ...made } of makeReadyMade(inputs)) templates.push({ ...made, description: says });
  return templates;
}
