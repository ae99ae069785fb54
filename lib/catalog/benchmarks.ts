import { POLYGLOT } from './sources/polyglot';

/** What a person may choose as the judge of a task. */
export const BENCHMARKS: readonly { readonly id: string; readonly title: string }[] = [
  { id: 'mmlu', title: 'General reasoning (MMLU-style, posts)' },
  { id: 'humaneval', title: 'Code (HumanEval, posts)' },
  { id: 'c-eval', title: 'Chinese (C-Eval, posts)' },
  { id: POLYGLOT, title: 'Coding, 225 tasks (Aider polyglot)' },
];

const EDIT_FORMATS = /^(diff|udiff|whole|patch|architect|diff-fenced|udiff-simple|editor-(diff|whole|diff-fenced))$/;
const CODE_TASK = /(^|[_\-\s])(code|coding|codegen|refactor|debug|program(ming)?|sql|unit[_-]?tests?)([_\-\s]|$)/;
const GENERAL_TASK =
  /(^|[_\-\s])(rag|qa|faq|search|summari[sz]e|summary|summari[sz]ation|support|chat|reports?|reason(ing)?|classify|classification|extract(ion)?|intent|analysis|draft|write|writing|email|translate|translation|agent|general)([_\-\s]|$)/;

/** The benchmark nearest to a task by its name, where a person has not chosen; null: none judges it. */
export function defaultBenchmark(task: string, language: string): string | null {
  const name = task.toLowerCase();
  if (EDIT_FORMATS.test(name)) return POLYGLOT;
  if (CODE_TASK.test(name)) return 'humaneval';
  if (!GENERAL_TASK.test(name)) return null;
  return /^(zh|cn|chinese)/.test(language.toLowerCase()) ? 'c-eval' : 'mmlu';
}
