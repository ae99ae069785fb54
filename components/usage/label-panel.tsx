'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { countOf, formatCount } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import { type LabelRule, RULE_TARGETS, type RuleTarget } from '@/lib/domain/label-rule';
import type { LabelsView, LabelPreview as Preview } from '@/lib/domain/label-view';
import { labelRuleErrors } from '@/lib/schema/label-rules';
import type { LabelActions } from './label-actions';
import {
  addRules,
  changeRule,
  type DraftRule,
  emptyRule,
  isSame,
  moveRule,
  removeRule,
  rulesOf,
  toDraft,
} from './label-draft';
import classes from './label-panel.module.css';
import { LabelPreview } from './label-preview';
import { LABEL_RULES_ID, LabelRuleCard } from './label-rule-card';
import { SuggestSplit } from './suggest-split';

type Props = { readonly workload: string; readonly labels: LabelsView; readonly actions: LabelActions };

type Shown = { readonly rules: readonly LabelRule[]; readonly preview: Preview };
type Message = { readonly text: string; readonly isError: boolean };

const MAX_RULES = 100;
const isTarget = (label: string): label is RuleTarget => RULE_TARGETS.some((target) => target === label);

function DroppedLabels({ dropped, onBuild }: Pick<LabelsView, 'dropped'> & { onBuild: (target: RuleTarget) => void }) {
  return dropped.map(({ label, column, fileName }) => (
    <div key={`${label} ${column} ${fileName}`} className={classes.dropped}>
      <p className={classes.text}>
        “{column}” of {fileName} is not used as {label}: it has more than 1,000 values. Import the file again with
        another column{isTarget(label) ? ', or give the label by a rule' : ''}.
      </p>
      {isTarget(label) ? (
        <Button variant="default" size="xs" onClick={() => onBuild(label)}>
          Build a {label} rule instead
        </Button>
      ) : null}
    </div>
  ));
}

/** Labels by rules: edited here, previewed on the stored requests, and applied to them. */
export function LabelPanel({ workload, labels, actions }: Props) {
  const router = useRouter();
  const [draft, setDraft] = useState<readonly DraftRule[]>(() => toDraft(labels.rules));
  const [openKey, setOpenKey] = useState<number | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [message, setMessage] = useState<Message | null>(null);
  const [isChecked, setIsChecked] = useState(false);
  const [isPending, startTransition] = useTransition();
  const rules = rulesOf(draft);
  const errors = labelRuleErrors(rules);
  const isWrong = Object.keys(errors).length > 0;
  const isDirty = !isSame(rules, labels.rules);
  const isCurrent = shown !== null && isSame(shown.rules, rules);

  const edit = (next: readonly DraftRule[]) => {
    setDraft(next);
    setMessage(null);
  };
  const add = (more: readonly LabelRule[]) => {
    const next = addRules(draft, more);
    edit(next);
    return next;
  };
  const build = (target: RuleTarget) => setOpenKey(add([emptyRule(target)]).at(-1)?.key ?? null);
  const preview = (of: readonly LabelRule[]) => {
    setIsChecked(true);
    const [place] = Object.keys(labelRuleErrors(of))[0]?.split('.') ?? [];
    if (place !== undefined) {
      setOpenKey(draft[Number(place)]?.key ?? null);
      setMessage({ text: 'One of the rules is not finished.', isError: true });
      return;
    }
    startTransition(async () => {
      const { value, error } = await actions.preview({ workload, rules: of }, window.location.search);
      setMessage(error === null ? null : { text: error, isError: true });
      if (value === null) return;
      setShown({ rules: of, preview: value });
      setIsChecked(false);
    });
  };
  const use = () => preview(rulesOf(add((labels.suggestion ?? []).flatMap((group) => group.rules))));
  const save = () =>
    startTransition(async () => {
      const { value, error } = await actions.apply({ workload, rules });
      if (value === null) return setMessage({ text: error, isError: true });
      const text =
        value.rules === 0
          ? `No rules: all ${countOf(value.requests, 'request')} carry the labels of their log again.`
          : `Saved: ${formatCount(value.labelled)} of ${countOf(value.requests, 'request')} carry a label from ${countOf(value.rules, 'rule')}. Nothing had to be uploaded again.`;
      setMessage({ text, isError: false });
      setShown(null);
      setOpenKey(null);
      router.refresh();
    });

  const isSuggesting = labels.suggestion !== null && !rules.some((rule) => rule.suggested);
  return (
    <Panel
      title="Labels"
      description="Task, team and language by rules, where the log does not say them or says them otherwise. They hold for what is stored and for what will be imported; what was logged is kept."
    >
      <DroppedLabels dropped={labels.dropped} onBuild={build} />
      {draft.length > 0 ? (
        <ol className={classes.rules} id={LABEL_RULES_ID} tabIndex={-1} aria-label="Rules, in the order they are tried">
          {draft.map(({ key, rule }, place) => (
            <LabelRuleCard
              key={key}
              rule={rule}
              place={place}
              isLast={place === draft.length - 1}
              isOpen={openKey === key}
              values={labels.values}
              errors={isChecked ? errors : {}}
              onToggle={() => setOpenKey(openKey === key ? null : key)}
              onChange={(change) => edit(changeRule(draft, key, change))}
              onMove={(by) => edit(moveRule(draft, key, by))}
              onRemove={() => edit(removeRule(draft, key))}
            />
          ))}
        </ol>
      ) : (
        <p className={classes.text}>No rules: every request carries the labels of its log.</p>
      )}
      <div className={classes.bar}>
        <Button
          variant="default"
          size="sm"
          disabled={draft.length >= MAX_RULES}
          onClick={() => build(labels.withoutTaskPct === 0 ? 'team' : 'task')}
        >
          Add a rule
        </Button>
        {isDirty && !isCurrent ? (
          <Button size="sm" loading={isPending} onClick={() => preview(rules)}>
            Preview
          </Button>
        ) : null}
        {isDirty && isCurrent ? (
          <Button size="sm" loading={isPending} disabled={isWrong} onClick={save}>
            {rules.length === 0 ? 'Take all rules away' : `Save ${countOf(rules.length, 'rule')}`}
          </Button>
        ) : null}
        {isDirty ? (
          <Button
            variant="subtle"
            size="sm"
            disabled={isPending}
            onClick={() => {
              edit(toDraft(labels.rules));
              setShown(null);
            }}
          >
            Discard the changes
          </Button>
        ) : null}
      </div>
      <p
        className={classes.message}
        role={message?.isError ? 'alert' : 'status'}
        data-error={message?.isError || undefined}
      >
        {message?.text}
      </p>
      {isDirty && isCurrent ? <LabelPreview preview={shown.preview} rules={shown.rules} /> : null}
      {isSuggesting && labels.suggestion ? (
        <SuggestSplit groups={labels.suggestion} withoutTaskPct={labels.withoutTaskPct} onUse={use} />
      ) : null}
    </Panel>
  );
}
