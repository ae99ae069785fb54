'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import type { ColumnMap } from '@/lib/domain/column-map';
import type { SavedMap, UploadPreview } from '@/lib/domain/upload-view';
import { fits, fitting } from './mapping-fit';
import classes from './mapping-saved.module.css';
import { deleteSavedMap, saveMap } from './upload-client';

type Props = {
  readonly preview: UploadPreview;
  readonly map: ColumnMap;
  readonly onUse: (saved: SavedMap) => void;
};

/** Mappings kept under a name: the one made for such a file is offered, others can be chosen, this one can be kept. */
export function MappingSaved({ preview, map, onUse }: Props) {
  const [all, setAll] = useState(preview.savedMaps);
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<{ readonly text: string; readonly isError: boolean } | null>(null);
  const offered = fitting(all, preview.columns);
  const picked = all.find((saved) => saved.name === chosen) ?? null;
  const attempt = async (work: () => Promise<readonly SavedMap[]>, text: string) => {
    try {
      setAll(await work());
      setOutcome({ text, isError: false });
    } catch (cause) {
      setOutcome({ text: messageOf(cause), isError: true });
    }
  };
  const use = (saved: SavedMap) => {
    setChosen(saved.name);
    setOutcome({ text: `Read as “${saved.name}”.`, isError: false });
    onUse(saved);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const { format, columns } = preview;
    const trimmed = name.trim();
    if (trimmed === '') return;
    setChosen(trimmed);
    void attempt(() => saveMap({ name: trimmed, format, columns, map }), `Kept as “${trimmed}”.`);
  };
  const remove = (saved: SavedMap) => {
    setChosen(null);
    void attempt(() => deleteSavedMap(saved.name), `“${saved.name}” is deleted.`);
  };
  return (
    <div className={classes.root}>
      {offered && chosen !== offered.name ? (
        <p className={classes.offer}>
          <span>This file has the columns of a mapping you saved.</span>
          <Button size="compact-sm" onClick={() => use(offered)}>
            Read as “{offered.name}”
          </Button>
        </p>
      ) : null}
      <details className={classes.more}>
        <summary>Saved mappings{all.length > 0 ? ` (${all.length})` : ''}</summary>
        <div className={classes.fields}>
          {all.length > 0 ? (
            <div className={classes.field}>
              <NativeSelect
                label="Use a saved mapping"
                data={[
                  { value: '', label: 'Choose one' },
                  ...all.map((saved) => ({
                    value: saved.name,
                    label: fits(saved, preview.columns) ? saved.name : `${saved.name} (other columns)`,
                    disabled: !fits(saved, preview.columns),
                  })),
                ]}
                value={picked?.name ?? ''}
                onChange={({ currentTarget }) => {
                  const saved = all.find((one) => one.name === currentTarget.value);
                  if (saved) use(saved);
                  else setChosen(null);
                }}
              />
              {all.map((saved) => (
                <Button key={saved.name} variant="subtle" color="gray" size="compact-sm" onClick={() => remove(saved)}>
                  Delete “{saved.name}”
                </Button>
              ))}
            </div>
          ) : null}
          <form className={classes.field} onSubmit={save}>
            <TextInput
              label="Keep this mapping as"
              placeholder="Acme export"
              maxLength={100}
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <Button type="submit" variant="default" size="compact-sm" disabled={name.trim() === ''}>
              {all.some((saved) => saved.name === name.trim()) ? 'Replace' : 'Keep'}
            </Button>
          </form>
        </div>
      </details>
      <p
        className={classes.outcome}
        role={outcome?.isError ? 'alert' : 'status'}
        data-error={outcome?.isError || undefined}
      >
        {outcome?.text}
      </p>
    </div>
  );
}
