'use client';

import { Select } from '@mantine/core';
import { type FormatChoice, groupFormats } from './file-formats';
import type { ImportItem } from './import-queue';

type Props = {
  readonly item: ImportItem;
  readonly formats: readonly FormatChoice[];
  readonly onChange: (format: string) => void;
};

/** What the file is read as, and why; any other format can be chosen. */
export function FileFormatSelect({ item: { format, preview }, formats, onChange }: Props) {
  const isDetected = format === 'auto' && preview !== null;
  return (
    <Select
      label="Format"
      description={format === 'auto' ? undefined : 'Chosen by you'}
      data={groupFormats(formats, isDetected ? 'As detected' : 'Detect it')}
      value={format}
      onChange={(value) => onChange(value ?? 'auto')}
      allowDeselect={false}
      searchable
      nothingFoundMessage="No format of that name"
      maxDropdownHeight={340}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
