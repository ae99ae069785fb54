'use client';

import type { ChainRoute } from '@/lib/domain/policy';
import { moveAt } from './edit-policy';
import { addChainStep, removeChainStep, setChainStep } from './edit-route';
import { ModelPicker } from './model-picker';
import { NumberField } from './number-field';
import { usePlanFacts } from './plan-facts';
import classes from './route-editor.module.css';
import type { RouteEditorProps } from './route-props';
import { RowActions } from './row-actions';

/** One model after the other on every call, e.g. a draft and its review. */
export function ChainEditor({ owner, route, onSet }: RouteEditorProps<ChainRoute>) {
  const { suggested } = usePlanFacts();
  const last = route.chain.length - 1;
  return (
    <div className={classes.steps}>
      <ol className={classes.list} data-rows>
        {route.chain.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no id, and one model may stand twice
          <li key={index} className={classes.step}>
            <div className={classes.stepHead}>
              <span className={classes.caption}>
                Step {index + 1}
                {index === last ? ', answers' : ''}
              </span>
              <RowActions
                what={`step ${index + 1} of ${owner}`}
                isFirst={index === 0}
                isLast={index === last}
                canRemove={route.chain.length > 1}
                onMove={(by) => onSet({ ...route, chain: moveAt(route.chain, index, by) })}
                onRemove={() => onSet(removeChainStep(route, index))}
              />
            </div>
            <ModelPicker
              isLabelHidden
              label={`Step ${index + 1} of ${owner}`}
              value={step.model}
              first={suggested}
              onPick={(model, books) => onSet(setChainStep(route, index, { model }), books)}
            />
            <div className={classes.pair}>
              <NumberField
                label="Input ×"
                ariaLabel={`Input × of step ${index + 1} of ${owner}`}
                unit="times"
                min={0.01}
                value={step.inputFactor}
                placeholder="×1"
                onSet={(inputFactor) => onSet(setChainStep(route, index, { inputFactor }))}
              />
              <NumberField
                label="Output ×"
                ariaLabel={`Output × of step ${index + 1} of ${owner}`}
                unit="times"
                value={step.outputFactor}
                placeholder="×1"
                onSet={(outputFactor) => onSet(setChainStep(route, index, { outputFactor }))}
              />
            </div>
          </li>
        ))}
      </ol>
      <ModelPicker
        isLabelHidden
        label={`Add a step to ${owner}`}
        placeholder="Add a step…"
        value={null}
        first={suggested}
        onPick={(model, books) => onSet(addChainStep(route, model), books)}
      />
      <p className={classes.caption}>
        Every step is billed on the call’s own tokens times its factors; the last one answers.
      </p>
    </div>
  );
}
