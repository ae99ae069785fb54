'use client';

import { ActionIcon, Code, NumberInput, SegmentedControl, Slider } from '@mantine/core';
import { formatPct } from '@/components/ui/format';
import type { Route, SplitRoute } from '@/lib/domain/policy';
import {
  addSplitPart,
  type RouteKind,
  removeSplitPart,
  routeKind,
  setFallback,
  setShare,
  setSplitModel,
  setWeight,
  splitShares,
  toRouteKind,
} from './edit-policy';
import { RowIcon } from './icons';
import { ModelPicker } from './model-picker';
import classes from './route-editor.module.css';
import { useStudio } from './studio-state';

type SetRoute = (route: Route, books?: readonly string[]) => void;

type Props = {
  /** Whose route it is, for the labels: `rule bulk`, `all other calls`. */
  readonly owner: string;
  readonly route: Route;
  readonly suggested: readonly string[];
  readonly onSet: SetRoute;
  readonly onDrag: (route: Route) => void;
};

const KIND_TITLES: { readonly [kind in RouteKind]: string } = {
  keep: 'Keep',
  model: 'One model',
  split: 'Split',
  cascade: 'Cascade',
  chain: 'Chain',
};

type SplitProps = Omit<Props, 'route'> & { readonly route: SplitRoute };

function SplitEditor({ owner, route, suggested, onSet, onDrag }: SplitProps) {
  const { nameOf, endDrag } = useStudio();
  const shares = splitShares(route);
  const isAlone = route.split.length < 2;
  return (
    <div className={classes.split}>
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

function FallbackEditor({ owner, route, suggested, onSet }: Omit<Props, 'onDrag'>) {
  const { nameOf } = useStudio();
  const fallback = route.fallback ?? [];
  return (
    <div className={classes.fallback}>
      <span className={classes.caption}>If it does not fit or fails, in this order</span>
      {fallback.length > 0 ? (
        <ol className={classes.fallbacks}>
          {fallback.map((model) => (
            <li key={model} title={model}>
              {nameOf(model)}
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Remove the fallback ${nameOf(model)} of ${owner}`}
                onClick={() =>
                  onSet(
                    setFallback(
                      route,
                      fallback.filter((other) => other !== model),
                    ),
                  )
                }
              >
                <RowIcon icon="remove" />
              </ActionIcon>
            </li>
          ))}
        </ol>
      ) : null}
      <ModelPicker
        isLabelHidden
        label={`Fallback of ${owner}`}
        placeholder={fallback.length === 0 ? 'No fallback' : 'Add another…'}
        value={null}
        first={suggested}
        onPick={(model, books) => {
          if (!fallback.includes(model)) onSet(setFallback(route, [...fallback, model]), books);
        }}
      />
    </div>
  );
}

export function RouteEditor({ owner, route, suggested, onSet, onDrag }: Props) {
  const kind = routeKind(route);
  const isFixed = kind === 'cascade' || kind === 'chain';
  const kinds: readonly RouteKind[] = isFixed ? ['keep', 'model', 'split', kind] : ['keep', 'model', 'split'];
  const standIn = suggested[0] ?? 'deepseek/deepseek-v4-flash';
  return (
    <fieldset className={classes.root}>
      <legend className={classes.legend}>Goes to</legend>
      <SegmentedControl
        aria-label={`Where ${owner} goes`}
        size="xs"
        fullWidth
        value={kind}
        onChange={(next) => {
          if (next === 'keep' || next === 'model' || next === 'split') onSet(toRouteKind(route, next, standIn));
        }}
        data={kinds.map((value) => ({ value, label: KIND_TITLES[value] }))}
      />
      {'model' in route ? (
        <ModelPicker
          isLabelHidden
          label={`Model of ${owner}`}
          value={route.model}
          first={suggested}
          onPick={(model, books) => onSet({ ...route, model }, books)}
        />
      ) : null}
      {'split' in route ? (
        <SplitEditor owner={owner} route={route} suggested={suggested} onSet={onSet} onDrag={onDrag} />
      ) : null}
      {isFixed ? (
        <div className={classes.fixed}>
          <Code block className={classes.json}>
            {JSON.stringify(route, null, 1)}
          </Code>
          <span className={classes.caption}>Kept as it is; change it under “Edit as JSON”.</span>
        </div>
      ) : null}
      {kind === 'keep' ? null : <FallbackEditor owner={owner} route={route} suggested={suggested} onSet={onSet} />}
    </fieldset>
  );
}
