'use client';

import { Button } from '@mantine/core';
import type { CascadeRoute } from '@/lib/domain/policy';
import { JUDGE_INPUT_FACTOR, JUDGE_OUTPUT_TOKENS } from '@/lib/engine/compile-route';
import { setJudge } from './edit-route';
import { ModelPicker } from './model-picker';
import { NumberField } from './number-field';
import { usePlanFacts } from './plan-facts';
import classes from './route-editor.module.css';
import type { RouteEditorProps } from './route-props';
import { ShareSlider } from './share-slider';

/** Half the time wrong is a coin; worse than that is better the other way round. */
const MAX_ERROR_PCT = 50;

/** Who decides whether an answer is taken, how often it errs, and what it reads and writes. */
export function JudgeEditor({ owner, route, onSet, onDrag }: RouteEditorProps<CascadeRoute>) {
  const { suggested } = usePlanFacts();
  const { judge } = route;
  if (judge === undefined)
    return (
      <ModelPicker
        label="Judge"
        value={null}
        placeholder="None: a free, faultless check"
        first={suggested}
        onPick={(model, books) => onSet(setJudge(route, { model }), books)}
      />
    );
  return (
    <fieldset className={classes.judge}>
      <legend className={classes.stepHead}>
        <span className={classes.caption}>Judge</span>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Remove the judge of ${owner}`}
          onClick={() => onSet(setJudge(route, null))}
        >
          Remove
        </Button>
      </legend>
      <ModelPicker
        isLabelHidden
        label={`Judge of ${owner}`}
        value={judge.model}
        first={suggested}
        onPick={(model, books) => onSet(setJudge(route, { model }), books)}
      />
      <ShareSlider
        label={`Error rate of the judge of ${owner}`}
        isHeadHidden
        share={judge.errorRate ?? 0}
        max={MAX_ERROR_PCT}
        onDrag={(errorRate) => onDrag(setJudge(route, { errorRate: errorRate === 0 ? undefined : errorRate }))}
      />
      <p className={classes.caption}>of its verdicts are wrong.</p>
      <div className={classes.pair}>
        <NumberField
          label="Reads, input ×"
          ariaLabel={`What the judge of ${owner} reads, times the input`}
          unit="times"
          min={0.01}
          value={judge.inputFactor}
          placeholder={`×${JUDGE_INPUT_FACTOR}`}
          onSet={(inputFactor) => onSet(setJudge(route, { inputFactor }))}
        />
        <NumberField
          label="Writes, tokens"
          ariaLabel={`What the judge of ${owner} writes, in tokens`}
          unit="tokens"
          value={judge.outputTokens}
          placeholder={`${JUDGE_OUTPUT_TOKENS}`}
          onSet={(outputTokens) => onSet(setJudge(route, { outputTokens }))}
        />
      </div>
    </fieldset>
  );
}
