'use client';

import { ActionIcon, NumberInput, Slider } from '@mantine/core';
import { formatPct } from '@/components/ui/format';
import type { SplitRoute } from '@/lib/domain/policy';
import { addSplitPart, removeSplitPart, setShare, setSplitModel, setWeight, splitShares } from './edit-route';
import { RowIcon } from './icons';
import { ModelPicker } from './model-picker';
import { usePlanFacts } from './plan-facts';
import classes from './route-editor.module.css';
import type { RouteEditorProps } from './route-props';
import { useStudio } from './studio-state';

export function SplitEditor({ owner, route, onSet, onDrag }: RouteEditorProps<SplitRoute>) {
  const { nameOf, endDrag } = useStudio();
  const { suggested } = usePlanFacts();
  const shares = splitShares(route);
  const isAlone = route.split.length < 2;
  return (
    <div className={classes.steps}>
      {route.split.map((part, index) => {
        const name = nameOf(part.model);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no id, and one model may stand twice
          <div key={index} className={classes.part}>
            <div className={classes.partModel}>
              <ModelPicker
                isLabelHidden
                label={`Part ${index + 1} of ${owner}`}
                value={part.model}
                first={suggested}
                onPick={(model, books) => onSet(setSplitModel(route, index, model), books)}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove ${name} from ${owner}`}
                disabled={isAlone}
                onClick={() => onSet(removeSplitPart(route, index))}
              >
                <RowIcon icon="remove" />
              </ActionIcon>
            </div>
            <div className={classes.partShare}>
              <Slider
                className={classes.slider}
                size="sm"
                min={1}
                max={99}
                disabled={isAlone}
                label={null}
                value={Math.round(shares[index] ?? 0)}
                onChange={(share) => onDrag(setShare(route, index, share))}
                onChangeEnd={endDrag}
                thumbLabel={`Share of ${name} in ${owner}`}
              />
              <span className={classes.share}>{formatPct(shares[index])}</span>
              <NumberInput
                className={classes.weight}
                size="xs"
                hideControls
                min={0.01}
                decimalScale={2}
                allowNegative={false}
                aria-label={`Weight of ${name} in ${owner}`}
                key={part.weight}
                defaultValue={part.weight}
                onBlur={(event) => {
                  const weight = Number(event.currentTarget.value);
                  if (weight > 0 && weight !== part.weight) onSet(setWeight(route, index, weight));
                }}
              />
            </div>
          </div>
        );
      })}
      <ModelPicker
        isLabelHidden
        label={`Add a model to ${owner}`}
        placeholder="Add a model…"
        value={null}
        first={suggested}
        onPick={(model, books) => onSet(addSplitPart(route, model), books)}
      />
    </div>
  );
}
