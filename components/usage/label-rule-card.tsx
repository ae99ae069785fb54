'use client';

import { ActionIcon, Badge, Collapse } from '@mantine/core';
import { useId } from 'react';
import { RowIcon } from '@/components/studio/icons';
import type { LabelRule } from '@/lib/domain/label-rule';
import type { LabelsView } from '@/lib/domain/label-view';
import classes from './label-rule-card.module.css';
import { LabelRuleEditor } from './label-rule-editor';
import { describeLabel, describeWhere } from './label-words';

type Props = {
  readonly rule: LabelRule;
  readonly place: number;
  readonly isLast: boolean;
  readonly isOpen: boolean;
  readonly values: LabelsView['values'];
  readonly errors: { readonly [path: string]: string };
  readonly onToggle: () => void;
  readonly onChange: (change: Partial<LabelRule>) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** A moved element loses the focus: it is given back, or handed to the list. */
function keepFocus(button: HTMLButtonElement, listId: string): void {
  requestAnimationFrame(() => {
    if (button.isConnected && !button.disabled) button.focus();
    else document.getElementById(listId)?.focus();
  });
}

export const LABEL_RULES_ID = 'label-rules';

export function LabelRuleCard({ rule, place, isLast, isOpen, values, errors, ...on }: Props) {
  const bodyId = useId();
  const errorAt = (path: string) => errors[`${place}.${path}`];
  const isWrong = Object.keys(errors).some((path) => path.startsWith(`${place}.`));
  const act = [
    { icon: 'up', label: 'Move up', isOff: place === 0, run: () => on.onMove(-1) },
    { icon: 'down', label: 'Move down', isOff: isLast, run: () => on.onMove(1) },
    { icon: 'remove', label: 'Remove', isOff: false, run: on.onRemove },
  ] as const;
  return (
    <li className={classes.root}>
      <div className={classes.head}>
        <button
          type="button"
          className={classes.sentence}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={on.onToggle}
        >
          <span className={classes.number}>{place + 1}</span>
          <span className={classes.words}>
            {describeWhere(rule)} → <strong>{describeLabel(rule)}</strong>
            {rule.suggested ? (
              <Badge variant="default" size="sm" tt="none" className={classes.badge}>
                suggested
              </Badge>
            ) : null}
            {isWrong && !isOpen ? <span className={classes.wrong}>This rule is not finished</span> : null}
          </span>
        </button>
        <div className={classes.actions}>
          {act.map(({ icon, label, isOff, run }) => (
            <ActionIcon
              key={icon}
              variant="default"
              size="sm"
              aria-label={`${label}: rule ${place + 1}`}
              title={label}
              disabled={isOff}
              onClick={(event) => {
                keepFocus(event.currentTarget, LABEL_RULES_ID);
                run();
              }}
            >
              <RowIcon icon={icon} />
            </ActionIcon>
          ))}
        </div>
      </div>
      <Collapse expanded={isOpen} transitionDuration={120} id={bodyId} keepMounted={false}>
        <LabelRuleEditor rule={rule} values={values} errorAt={errorAt} onChange={on.onChange} />
      </Collapse>
    </li>
  );
}
