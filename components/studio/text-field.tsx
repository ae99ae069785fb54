'use client';

import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onCommit: (value: string) => void;
  /** Why the text cannot be taken; null where it can. */
  readonly refuse: (value: string) => string | null;
};

/** A text that counts when it is finished: on Enter or on leaving. Escape brings the old one back. */
export function TextField({ label, value, onCommit, refuse }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const error = text === value ? null : refuse(text);
  const commit = () => {
    if (error !== null) setText(value);
    else if (text.trim() !== value) onCommit(text.trim());
  };
  return (
    <TextInput
      label={label}
      size="sm"
      value={text}
      error={error}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setText(value);
      }}
    />
  );
}
