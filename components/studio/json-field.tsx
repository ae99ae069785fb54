'use client';

import { Button, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { WaybillError } from '@/lib/domain/errors';
import classes from './studio.module.css';

type Props<Value> = {
  readonly label: string;
  readonly value: Value;
  /** Throws WaybillError that names the place of the mistake. */
  readonly parse: (text: string) => Value;
  readonly onApply: (value: Value) => void;
  readonly rows: number;
  readonly applyLabel: string;
  readonly description?: string;
};

/** JSON that is checked as it is typed and applied when it holds. */
export function JsonField<Value>({ label, value, parse, onApply, rows, applyLabel, description }: Props<Value>) {
  const written = JSON.stringify(value, null, 2);
  const [text, setText] = useState(written);
  useEffect(() => setText(written), [written]);
  let parsed: { readonly value: Value } | { readonly error: string };
  try {
    parsed = { value: parse(text) };
  } catch (cause) {
    if (!(cause instanceof WaybillError)) throw cause;
    parsed = { error: cause.message };
  }
  return (
    <div className={classes.stack}>
      <Textarea
        label={label}
        description={description}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rows={rows}
        spellCheck={false}
        error={'error' in parsed ? parsed.error : null}
        classNames={{ input: classes.code }}
      />
      <Button
        size="xs"
        className={classes.end}
        disabled={'error' in parsed || text === written}
        onClick={() => 'value' in parsed && onApply(parsed.value)}
      >
        {applyLabel}
      </Button>
    </div>
  );
}
