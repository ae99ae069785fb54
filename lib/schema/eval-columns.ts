import { plainName } from '@/lib/usage/column-synonyms';

export const EVAL_FIELDS = ['item', 'model', 'score', 'task', 'usd', 'inputTokens', 'outputTokens'] as const;
export type EvalField = (typeof EVAL_FIELDS)[number];

const words = (text: string) => text.trim().split(/\s+/);

/** Names of columns, best first, without case, blanks and punctuation. None is a name of text somebody wrote. */
const SYNONYMS: { readonly [field in EvalField]: readonly string[] } = {
  item: words(`item itemid exampleid questionid sampleid problemid instanceid caseid testcaseid testid promptid docid id
    example sample testcase case problem instance index idx row taskid`),
  model: words('model modelname modelid llm llmmodel engine modelversion'),
  score: words('score correct iscorrect passed pass ispass success grade accuracy acc exactmatch quality result value'),
  task: words('task taskname tasktype category subject subset benchmark dataset suite'),
  usd: words('usd costusd cost costinusd totalcost totalcostusd responsecost price priceusd'),
  inputTokens: words('inputtokens prompttokens tokensin tokensprompt inputtokencount prompttokencount'),
  outputTokens: words('outputtokens completiontokens tokensout tokenscompletion outputtokencount completiontokencount'),
};

/** Which of a file's columns is which field; the first of two that fit. */
export function findEvalColumns(columns: readonly string[]): { readonly [field in EvalField]?: string } {
  const byName = new Map(columns.map((column) => [plainName(column), column] as const).reverse());
  return Object.fromEntries(
    EVAL_FIELDS.flatMap((field) => {
      const name = SYNONYMS[field].find((synonym) => byName.has(synonym));
      return name === undefined ? [] : [[field, byName.get(name)]];
    }),
  );
}
