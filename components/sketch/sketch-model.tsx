'use client';

import { InputError } from '@mantine/core';
import { ModelPicker } from '@/components/studio/model-picker';
import { useStudio } from '@/components/studio/studio-state';

type Props = {
  readonly label: string;
  readonly model: string;
  readonly first: readonly string[];
  readonly error: string | undefined;
  readonly onPick: (model: string) => void;
};

/** Chooses a model; a book that alone has its price joins those of the page. */
export function SketchModel({ label, model, first, error, onPick }: Props) {
  const { stack, setParams } = useStudio();
  return (
    <div>
      <ModelPicker
        label={label}
        value={model === '' ? null : model}
        first={first}
        onPick={(picked, books) => {
          const added = books.filter((book) => !stack.includes(book));
          if (added.length > 0) setParams({ books: [...stack, ...added] }, 'replace');
          onPick(picked);
        }}
      />
      {error ? <InputError mt={5}>{error}</InputError> : null}
    </div>
  );
}
