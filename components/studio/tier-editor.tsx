'use client';

import { Button, SegmentedControl } from '@mantine/core';
import { countOf } from '@/components/ui/format';
import type { ServiceTierRule } from '@/lib/domain/policy';
import { SERVICE_TIERS } from '@/lib/domain/usage';
import { ConditionEditor } from './condition-editor';
import { moveAt, removeAt, replaceAt, setTierRules, setWhen, withWhen } from './edit-policy';
import classes from './part-editor.module.css';
import { usePlanFacts } from './plan-facts';
import { RowActions } from './row-actions';
import { useStudio } from './studio-state';

const NEW_RULE: ServiceTierRule = { tier: 'batch' };

type RuleProps = {
  readonly rule: ServiceTierRule;
  readonly index: number;
  readonly rules: readonly ServiceTierRule[];
};

function TierRuleEditor({ rule, index, rules }: RuleProps) {
  const { policy, edit } = useStudio();
  const { values } = usePlanFacts();
  const owner = `tier rule ${index + 1}`;
  const change = (next: ServiceTierRule) => edit(setTierRules(policy, replaceAt(rules, index, next)));
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <SegmentedControl
          aria-label={`Tier of ${owner}`}
          size="xs"
          value={rule.tier}
          onChange={(chosen) => {
            const tier = SERVICE_TIERS.find((each) => each === chosen);
            if (tier !== undefined) change({ ...rule, tier });
          }}
          data={SERVICE_TIERS.map((tier) => ({ value: tier, label: tier[0]?.toUpperCase() + tier.slice(1) }))}
        />
        <RowActions
          what={owner}
          isFirst={index === 0}
          isLast={index === rules.length - 1}
          onMove={(by) => edit(setTierRules(policy, moveAt(rules, index, by)))}
          onRemove={() => edit(setTierRules(policy, removeAt(rules, index)))}
        />
      </div>
      <ConditionEditor
        owner={owner}
        none="Every call."
        when={rule.when}
        values={values}
        onSet={(key, value) => change(withWhen(rule, setWhen(rule.when, key, value)))}
      />
    </li>
  );
}

/** Which calls go at which service tier; the others keep the one they were logged with. */
export function TierEditor() {
  const { policy, edit, nameOf } = useStudio();
  const { violations } = usePlanFacts();
  const rules = policy.serviceTier ?? [];
  const unpriced = violations.filter(({ kind }) => kind === 'service tier without a price');
  return (
    <div className={classes.root}>
      {rules.length === 0 ? (
        <p className={classes.note}>Every call keeps the tier it was logged with.</p>
      ) : (
        <ol className={classes.rows} data-rows>
          {rules.map((rule, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules of tiers have no id
            <TierRuleEditor key={index} rule={rule} index={index} rules={rules} />
          ))}
        </ol>
      )}
      {unpriced.map(({ model, requests }) => (
        <p key={model} className={classes.warning}>
          {nameOf(model)} has no price at its tier: {countOf(requests, 'call')} at the standard price.
        </p>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        className={classes.add}
        onClick={() => edit(setTierRules(policy, [...rules, NEW_RULE]))}
      >
        Add a tier rule
      </Button>
    </div>
  );
}
