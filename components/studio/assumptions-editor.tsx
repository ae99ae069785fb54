'use client';

import classes from './assumptions-editor.module.css';
import { setAssumption } from './edit-policy';
import { FactorsEditor } from './factors-editor';
import { NumberField } from './number-field';
import { useStudio } from './studio-state';

const orNone = (value: number | undefined) => (value === 0 ? undefined : value);

export function AssumptionsEditor() {
  const { policy, edit } = useStudio();
  const { promptCacheKept, errorRate, overheadUsdPerRequest } = policy.assumptions ?? {};
  return (
    <div className={classes.root}>
      <NumberField
        label="Prompt cache kept"
        description="Share of cached tokens that stays cached on another model."
        unit="pct"
        placeholder="0%"
        value={promptCacheKept}
        onSet={(value) => edit(setAssumption(policy, 'promptCacheKept', orNone(value)))}
      />
      <NumberField
        label="Error rate"
        description="How often the first attempt fails; the fallback is then billed too."
        unit="pct"
        placeholder="0%"
        value={errorRate}
        onSet={(value) => edit(setAssumption(policy, 'errorRate', orNone(value)))}
      />
      <NumberField
        label="Overhead a request"
        description="What the router itself costs, in USD."
        unit="usd"
        placeholder="$0"
        value={overheadUsdPerRequest}
        onSet={(value) => edit(setAssumption(policy, 'overheadUsdPerRequest', orNone(value)))}
      />
      <FactorsEditor />
    </div>
  );
}
