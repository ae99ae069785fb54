'use client';

import { Button, NumberInput } from '@mantine/core';
import { useState, useTransition } from 'react';
import type { SketchRow } from '@/lib/domain/sketch';
import { billSketchRequest } from '@/lib/schema/sketch';
import type { SketchActions } from './sketch-actions';
import classes from './sketch-bill.module.css';
import { SketchModel } from './sketch-model';

type Props = {
  readonly models: readonly string[];
  readonly fromBill: SketchActions['fromBill'];
  readonly onRow: (row: SketchRow) => void;
};

type Bill = { readonly [field in 'usdPerMonth' | 'inputPerOutput' | 'outputTokensPerRequest']: number | '' };

const NUMBER = { hideControls: true, thousandSeparator: ',', allowNegative: false, w: '100%' } as const;
const toNumber = (value: string | number): number | '' => (typeof value === 'number' ? value : '');

/** "I pay so much a month for that model": becomes a row that costs as much. */
export function SketchBill({ models, fromBill, onRow }: Props) {
  const [model, setModel] = useState('');
  const [bill, setBill] = useState<Bill>({ usdPerMonth: '', inputPerOutput: 3, outputTokensPerRequest: 300 });
  const [isTried, setIsTried] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const parsed = billSketchRequest.safeParse({ model, ...bill });
  const errorAt = (field: string) =>
    isTried ? parsed.error?.issues.find(({ path }) => path[0] === field)?.message : undefined;
  const set = (field: keyof Bill) => (value: string | number) => {
    setBill((before) => ({ ...before, [field]: toNumber(value) }));
    setProblem(null);
  };
  const add = () => {
    setIsTried(true);
    if (!parsed.success) return;
    startTransition(async () => {
      const { value, error } = await fromBill(parsed.data, window.location.search);
      setProblem(error);
      if (value === null) return;
      onRow(value);
      setIsTried(false);
    });
  };
  return (
    <div>
      <div className={classes.fields}>
        <NumberInput
          {...NUMBER}
          label="I pay a month"
          prefix="$"
          placeholder="e.g. $3,000"
          value={bill.usdPerMonth}
          error={errorAt('usdPerMonth')}
          onChange={set('usdPerMonth')}
        />
        <SketchModel
          label="Model of the bill"
          model={model}
          first={models}
          error={errorAt('model')}
          onPick={(picked) => {
            setModel(picked);
            setProblem(null);
          }}
        />
        <NumberInput
          {...NUMBER}
          label="Input for 1 token out"
          value={bill.inputPerOutput}
          error={errorAt('inputPerOutput')}
          onChange={set('inputPerOutput')}
        />
        <NumberInput
          {...NUMBER}
          label="Output tokens a call"
          value={bill.outputTokensPerRequest}
          error={errorAt('outputTokensPerRequest')}
          onChange={set('outputTokensPerRequest')}
        />
      </div>
      <Button variant="default" size="sm" mt={12} loading={isPending} onClick={add}>
        Make a row of it
      </Button>
      {problem ? (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
