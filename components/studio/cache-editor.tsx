'use client';

import { Button, SegmentedControl } from '@mantine/core';
import type { CacheRule } from '@/lib/domain/policy';
import { CacheMeasured } from './cache-measured';
import { ConditionEditor } from './condition-editor';
import { moveAt, removeAt, replaceAt, setCacheRules, setWhen, withWhen } from './edit-policy';
import { NumberField } from './number-field';
import classes from './part-editor.module.css';
import { usePlanFacts } from './plan-facts';
import { describeSeconds } from './policy-words';
import { RowActions } from './row-actions';
import { ShareSlider } from './share-slider';
import { useStudio } from './studio-state';

const NEW_RULE: CacheRule = { kind: 'exact', hitRate: 0, ttlSeconds: 3600 };

type RuleProps = { readonly rule: CacheRule; readonly index: number; readonly rules: readonly CacheRule[] };

function CacheRuleEditor({ rule, index, rules }: RuleProps) {
  const { policy, edit, drag } = useStudio();
  const { values } = usePlanFacts();
  const owner = `cache rule ${index + 1}`;
  const changed = (next: CacheRule) => setCacheRules(policy, replaceAt(rules, index, next));
  const { ttlSeconds, ...forever } = rule;
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <SegmentedControl
          aria-label={`Kind of ${owner}`}
          size="xs"
          value={rule.kind}
          onChange={(kind) => edit(changed({ ...rule, kind: kind === 'semantic' ? 'semantic' : 'exact' }))}
          data={[
            { value: 'exact', label: 'Same prompts' },
            { value: 'semantic', label: 'Like prompts' },
          ]}
        />
        <RowActions
          what={owner}
          isFirst={index === 0}
          isLast={index === rules.length - 1}
          onMove={(by) => edit(setCacheRules(policy, moveAt(rules, index, by)))}
          onRemove={() => edit(setCacheRules(policy, removeAt(rules, index)))}
        />
      </div>
      <ShareSlider
        label={`Share of calls answered by ${owner}`}
        isHeadHidden
        share={rule.hitRate}
        onDrag={(hitRate) => drag(changed({ ...rule, hitRate }))}
      />
      <p className={classes.note}>of its calls are answered from the cache and cost nothing.</p>
      {rule.kind === 'exact' ? (
        <CacheMeasured rule={rule} owner={owner} onTake={(hitRate) => edit(changed({ ...rule, hitRate }))} />
      ) : (
        <p className={classes.note}>No log can say how many prompts are alike enough: this share is an assumption.</p>
      )}
      <NumberField
        label="Answers are kept for"
        ariaLabel={`Seconds that answers of ${owner} are kept`}
        description={ttlSeconds === undefined ? 'Not said.' : `Seconds; ${describeSeconds(ttlSeconds)}.`}
        unit="seconds"
        min={1}
        value={ttlSeconds}
        placeholder="not said"
        onSet={(seconds) => edit(changed(seconds === undefined ? forever : { ...rule, ttlSeconds: seconds }))}
      />
      <ConditionEditor
        owner={owner}
        none="Every call."
        when={rule.when}
        values={values}
        onSet={(key, value) => edit(changed(withWhen(rule, setWhen(rule.when, key, value))))}
      />
    </li>
  );
}

/** A response cache in front of the models: which calls it answers, and how often. */
export function CacheEditor() {
  const { policy, edit } = useStudio();
  const rules = policy.cache ?? [];
  return (
    <div className={classes.root}>
      {rules.length === 0 ? (
        <p className={classes.note}>No cache: every call goes to a model.</p>
      ) : (
        <ol className={classes.rows} data-rows>
          {rules.map((rule, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules of a cache have no id
            <CacheRuleEditor key={index} rule={rule} index={index} rules={rules} />
          ))}
        </ol>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        className={classes.add}
        onClick={() => edit(setCacheRules(policy, [...rules, NEW_RULE]))}
      >
        Add a cache rule
      </Button>
    </div>
  );
}
