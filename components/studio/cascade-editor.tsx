'use client';

import { Button } from '@mantine/core';
import { formatShare } from '@/components/ui/format';
import type { CascadeRoute } from '@/lib/domain/policy';
import { acceptFromEvidence, type EvidenceAccept } from './accept-share';
import { moveAt } from './edit-policy';
import { addCascadeStep, removeCascadeStep, setAccept, setCascadeModel } from './edit-route';
import { JudgeEditor } from './judge-editor';
import { ModelPicker } from './model-picker';
import { usePlanFacts } from './plan-facts';
import classes from './route-editor.module.css';
import type { RouteEditorProps } from './route-props';
import { RowActions } from './row-actions';
import { ShareSlider } from './share-slider';
import { useStudio } from './studio-state';

const TYPED_SHARE = 0.8;

function rangeText({ low, high }: EvidenceAccept): string {
  const [from, to] = [formatShare(low * 100), formatShare(high * 100)];
  return from === to ? from : `${from} to ${to}, by benchmark`;
}

type AcceptProps = RouteEditorProps<CascadeRoute> & { readonly index: number; readonly tasks: readonly string[] };

/** How many answers of one step are taken: typed in, or what its evidence and the judge's errors make of it. */
function Accept({ owner, route, index, tasks, onSet, onDrag }: AcceptProps) {
  const { evidence } = usePlanFacts();
  const { nameOf } = useStudio();
  const step = route.cascade[index];
  if (step === undefined) return null;
  const known = acceptFromEvidence(evidence, step.model, route.judge?.errorRate ?? 0, tasks);
  const name = nameOf(step.model);
  if (step.accept !== undefined)
    return (
      <>
        <ShareSlider
          isHeadHidden
          label={`Share of answers taken from ${name} in ${owner}`}
          share={step.accept}
          onDrag={(share) => onDrag(setAccept(route, index, share))}
        />
        <p className={classes.caption}>
          of its answers are taken.{' '}
          {known === null ? (
            'No evidence says how many.'
          ) : (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Take the share of ${name} in ${owner} from the evidence`}
              onClick={() => onSet(setAccept(route, index, undefined))}
            >
              The evidence says {rangeText(known)}: use it
            </Button>
          )}
        </p>
      </>
    );
  return (
    <p className={classes.caption}>
      {known === null ? (
        <span className={classes.missing}>
          No evidence says how many of its answers are good: no price without a share.
        </span>
      ) : (
        <>
          Takes <b>{rangeText(known)}</b> of its answers, from the evidence{known.isPrior ? ' (public benchmark)' : ''}.
          {known.withoutEvidence.length > 0 ? (
            <span className={classes.missing}> None for {known.withoutEvidence.join(', ')}: no price there.</span>
          ) : null}
        </>
      )}{' '}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`Set the share of ${name} in ${owner} by hand`}
        onClick={() => onSet(setAccept(route, index, known ? Math.round(known.low * 100) / 100 : TYPED_SHARE))}
      >
        Set it by hand
      </Button>
    </p>
  );
}

type Props = RouteEditorProps<CascadeRoute> & {
  /** Tasks of the calls that this route takes. */
  readonly tasks: readonly string[];
};

/** Cheapest first: each model tries, a judge decides, and the last one answers what no other did. */
export function CascadeEditor(props: Props) {
  const { owner, route, onSet } = props;
  const { suggested, assumesIndependence } = usePlanFacts();
  const last = route.cascade.length - 1;
  return (
    <div className={classes.steps}>
      <ol className={classes.list} data-rows>
        {route.cascade.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no id, and one model may stand twice
          <li key={index} className={classes.step}>
            <div className={classes.stepHead}>
              <span className={classes.caption}>
                {index === 0 ? 'Tries first' : index === last ? 'Answers the rest' : 'Then tries'}
              </span>
              <RowActions
                what={`step ${index + 1} of ${owner}`}
                isFirst={index === 0}
                isLast={index === last}
                canRemove={route.cascade.length > 2}
                onMove={(by) => onSet({ ...route, cascade: moveAt(route.cascade, index, by) })}
                onRemove={() => onSet(removeCascadeStep(route, index))}
              />
            </div>
            <ModelPicker
              isLabelHidden
              label={`Step ${index + 1} of ${owner}`}
              value={step.model}
              first={suggested}
              onPick={(model, books) => onSet(setCascadeModel(route, index, model), books)}
            />
            {index === last ? null : <Accept {...props} index={index} />}
          </li>
        ))}
      </ol>
      <ModelPicker
        isLabelHidden
        label={`Add a step to ${owner}`}
        placeholder="Add a model before the last…"
        value={null}
        first={suggested}
        onPick={(model, books) => onSet(addCascadeStep(route, model), books)}
      />
      <JudgeEditor {...props} />
      <p className={classes.caption}>
        Every attempt{route.judge === undefined ? '' : ' and the judge'} is billed.{' '}
        {assumesIndependence
          ? 'The quality assumes independence: that the next model is as good on the calls that come to it as on all.'
          : 'Where paired evals of its models are known, the quality is theirs.'}
      </p>
    </div>
  );
}
