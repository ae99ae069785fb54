'use client';

import { ActionIcon, Collapse } from '@mantine/core';
import { useId } from 'react';
import { countOf } from '@/components/ui/format';
import type { Policy, Rule } from '@/lib/domain/policy';
import { tasksReaching } from './accept-share';
import { ConditionEditor } from './condition-editor';
import { duplicateRule, moveRule, refuseId, removeRule, renameRule, setCondition, setRoute } from './edit-policy';
import { RowIcon } from './icons';
import { usePlanFacts } from './plan-facts';
import { describeCondition, describeRoute } from './policy-words';
import { RouteEditor } from './route-editor';
import classes from './rule-card.module.css';
import { useStudio } from './studio-state';
import { TextField } from './text-field';

/** Takes the focus when the rule that had it is gone. */
export const ADD_RULE_ID = 'studio-add-rule';

/** A moved element loses the focus: it is given back, or handed on where there is none to give it to. */
function keepFocus(button: HTMLButtonElement): void {
  requestAnimationFrame(() => {
    if (button.isConnected && !button.disabled) button.focus();
    else document.getElementById(ADD_RULE_ID)?.focus();
  });
}

type Props = {
  readonly rule: Rule;
  readonly index: number;
  readonly isLast: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onRename: (id: string) => void;
  /** Calls of the period that this rule took, as the server counted; null where none of them is priced. */
  readonly requests: number | null;
};

export function RuleCard({ rule, index, isLast, isOpen, onToggle, onRename, requests }: Props) {
  const { policy, edit, drag, nameOf } = useStudio();
  const { values } = usePlanFacts();
  const bodyId = useId();
  const change = (next: Policy) => edit(next);
  const act = [
    { icon: 'up', label: 'Move up', isOff: index === 0, next: () => moveRule(policy, index, -1) },
    { icon: 'down', label: 'Move down', isOff: isLast, next: () => moveRule(policy, index, 1) },
    { icon: 'copy', label: 'Duplicate', isOff: false, next: () => duplicateRule(policy, index) },
    { icon: 'remove', label: 'Remove', isOff: false, next: () => removeRule(policy, index) },
  ] as const;
  return (
    <li className={classes.root} data-open={isOpen || undefined}>
      <button type="button" className={classes.head} aria-expanded={isOpen} aria-controls={bodyId} onClick={onToggle}>
        <span className={classes.number}>{index + 1}</span>
        <span className={classes.words}>
          <span className={classes.id}>
            {rule.id}
            <span className={classes.taken}>{requests === null ? 'no priced call' : countOf(requests, 'call')}</span>
          </span>
          <span className={classes.when}>{describeCondition(rule.when, nameOf)}</span>
          <span className={classes.route}>→ {describeRoute(rule.route, nameOf)}</span>
        </span>
        <span className={classes.chevron}>
          <RowIcon icon="open" />
        </span>
      </button>
      <Collapse expanded={isOpen} transitionDuration={120} id={bodyId} keepMounted={false}>
        <div className={classes.body}>
          <div className={classes.actions}>
            {act.map(({ icon, label, isOff, next }) => (
              <ActionIcon
                key={icon}
                variant="default"
                size="sm"
                aria-label={`${label}: rule ${rule.id}`}
                title={label}
                disabled={isOff}
                onClick={(event) => {
                  keepFocus(event.currentTarget);
                  change(next());
                }}
              >
                <RowIcon icon={icon} />
              </ActionIcon>
            ))}
          </div>
          <TextField
            label="Name of the rule"
            value={rule.id}
            refuse={(id) => refuseId(policy, index, id)}
            onCommit={(id) => {
              onRename(id);
              change(renameRule(policy, index, id));
            }}
          />
          <ConditionEditor
            owner={`rule ${rule.id}`}
            when={rule.when}
            values={values}
            onSet={(key, value) => change(setCondition(policy, index, key, value))}
          />
          <RouteEditor
            owner={`rule ${rule.id}`}
            route={rule.route}
            tasks={tasksReaching(policy, index, values.task)}
            onSet={(route, books) => edit(setRoute(policy, index, route), books)}
            onDrag={(route) => drag(setRoute(policy, index, route))}
          />
        </div>
      </Collapse>
    </li>
  );
}
