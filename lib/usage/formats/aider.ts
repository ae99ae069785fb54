import type { ColumnMap } from '@/lib/domain/column-map';
import type { FormatAdapter } from './format';
import { jsonlFormat, sampleObjects } from './jsonl';

const AIDER_MAP: ColumnMap = {
  columns: {
    time: 'time',
    model: 'main_model',
    inputTokens: 'prompt_tokens',
    outputTokens: 'completion_tokens',
    costUsd: 'cost',
    task: 'edit_format',
    team: 'user',
  },
  timeUnit: 's',
};

/** The message log of Aider (github.com/Aider-AI/aider): one call a line. */
export const aiderFormat: FormatAdapter = {
  ...jsonlFormat,
  id: 'aider',
  title: 'Aider message log',
  detect(sample) {
    const [first] = sampleObjects(sample);
    const isAider =
      first && ['time', 'main_model', 'prompt_tokens', 'completion_tokens'].every((key) => key in first.object);
    return isAider
      ? { score: 0.95, why: 'main_model beside prompt_tokens, as Aider writes' }
      : { score: 0, why: 'no main_model' };
  },
  guess: () => ({ map: AIDER_MAP, droppedColumns: [] }),
};
