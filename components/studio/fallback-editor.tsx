'use client';

import type { Route } from '@/lib/domain/policy';
import { moveAt, removeAt } from './edit-policy';
import { setFallback } from './edit-route';
import { ModelPicker } from './model-picker';
import { usePlanFacts } from './plan-facts';
import classes from './route-editor.module.css';
import type { RouteEditorProps } from './route-props';
import { RowActions } from './row-actions';
import { useStudio } from './studio-state';

export function FallbackEditor({ owner, route, onSet }: Omit<RouteEditorProps<Route>, 'onDrag'>) {
  const { nameOf } = useStudio();
  const { suggested } = usePlanFacts();
  const fallback = route.fallback ?? [];
  return (
    <div className={classes.fallback}>
      <span className={classes.caption}>If it does not fit or fails, in this order</span>
      {fallback.length > 0 ? (
        <ol className={classes.fallbacks} data-rows>
          {fallback.map((model, index) => (
            <li key={model} title={model}>
              {nameOf(model)}
              <RowActions
                what={`the fallback ${nameOf(model)} of ${owner}`}
                isFirst={index === 0}
                isLast={index === fallback.length - 1}
                onMove={(by) => onSet(setFallback(route, moveAt(fallback, index, by)))}
                onRemove={() => onSet(setFallback(route, removeAt(fallback, index)))}
              />
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
