'use client';

import { Button, Select, TextInput } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import { countOf, formatCount } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import { LoadingState } from '@/components/ui/state';
import type { BookPreview } from '@/lib/domain/book-view';
import { applyBook, bookPath, fetchBookPreview } from './book-client';
import classes from './books.module.css';
import { DiffView } from './diff-view';
import { EffectNote, RejectedList, SlipsNote } from './preview-parts';

type Props = {
  readonly books: readonly { readonly name: string; readonly isBuiltIn: boolean }[];
  readonly formats: readonly { readonly id: string; readonly title: string }[];
  /** The book the person came from, if any. */
  readonly name: string | null;
};

const NOTHING = 'nothing';
const OWN = 'own';

/** A book's name from the file's: `prices-2026.csv.gz` is `prices-2026`. */
function nameOf(fileName: string): string {
  return fileName
    .replace(/(\.(csv|json|gz|txt))+$/i, '')
    .replace(/[^\p{L}\p{N} ._-]+/gu, '-')
    .replace(/^[ ._-]+/, '')
    .slice(0, 60);
}

type Outcome =
  | { readonly kind: 'preview'; readonly preview: BookPreview }
  | { readonly kind: 'error'; readonly message: string };

export function ImportBook({ books, formats, name: given }: Props) {
  const router = useRouter();
  const openFile = useRef<() => void>(null);
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState(given ?? '');
  const [format, setFormat] = useState('auto');
  const [against, setAgainst] = useState(OWN);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isApplying, setIsApplying] = useState(false);
  const [applyError, setApplyError] = useState<string | null>(null);

  const trimmed = name.trim();
  const same = books.find((book) => book.name === trimmed);
  const nameError = same?.isBuiltIn ? 'This is a built-in book: choose another name.' : null;
  const comparedWith = against === OWN ? (same?.name ?? '') : against === NOTHING ? '' : against;

  useEffect(() => {
    if (file === null) return;
    const controller = new AbortController();
    setOutcome(null);
    fetchBookPreview({ name: 'preview', fileName: file.name, format, against: comparedWith }, file, controller.signal)
      .then((preview) => setOutcome({ kind: 'preview', preview }))
      .catch((cause: unknown) => {
        if (!controller.signal.aborted) setOutcome({ kind: 'error', message: messageOf(cause) });
      });
    return () => controller.abort();
  }, [file, format, comparedWith]);

  const take = ([dropped]: readonly File[]) => {
    if (dropped === undefined) return;
    setFile(dropped);
    setFormat('auto');
    setApplyError(null);
    if (given === null) setName(nameOf(dropped.name));
  };
  const apply = async () => {
    if (file === null) return;
    setIsApplying(true);
    setApplyError(null);
    try {
      const applied = await applyBook({ name: trimmed, fileName: file.name, format }, file);
      router.push(bookPath(applied.name));
      router.refresh();
    } catch (cause) {
      setApplyError(messageOf(cause));
      setIsApplying(false);
    }
  };
  const preview = outcome?.kind === 'preview' ? outcome.preview : null;
  return (
    <div className={`${classes.stack} ${classes.links}`}>
      <Panel
        title="Import a price file"
        description="LiteLLM’s price map, models.dev, OpenRouter, a dated history, our CSV template or our JSON form, plain or gzip. You see what changes before anything is saved."
        aside={
          <a href="/waybill-prices.csv" download>
            CSV template
          </a>
        }
      >
        <Dropzone
          onDrop={take}
          multiple={false}
          openRef={openFile}
          enablePointerEvents
          activateOnKeyboard={false}
          tabIndex={-1}
          className={classes.drop}
          inputProps={{ 'aria-label': 'Price file' }}
        >
          <p className={classes.dropTitle}>{file === null ? 'Drop a price file here' : file.name}</p>
          <Button
            size="xs"
            mt={8}
            variant={file === null ? 'filled' : 'default'}
            onClick={(event) => {
              event.stopPropagation();
              openFile.current?.();
            }}
          >
            {file === null ? 'Choose a file' : 'Choose another file'}
          </Button>
        </Dropzone>
        {file === null ? null : (
          <div className={classes.form} style={{ marginTop: 14 }}>
            <TextInput
              label="Name of the book"
              description={same && !same.isBuiltIn ? 'Makes a new version of this book' : 'Makes a new book'}
              value={name}
              error={nameError}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Select
              label="Format"
              description={preview && format === 'auto' ? `Detected: ${preview.formatTitle}` : 'How the file is read'}
              data={[
                { value: 'auto', label: 'Detect from the content' },
                ...formats.map(({ id, title }) => ({ value: id, label: title })),
              ]}
              value={format}
              onChange={(value) => setFormat(value ?? 'auto')}
              allowDeselect={false}
            />
            <Select
              label="Compare with"
              description="What the changes are counted from"
              data={[
                {
                  value: OWN,
                  label: same ? `Current version of ${same.name}` : 'Current version of this name (none yet)',
                },
                { value: NOTHING, label: 'Nothing: every price is new' },
                ...books.filter((book) => book !== same).map((book) => ({ value: book.name, label: book.name })),
              ]}
              value={against}
              onChange={(value) => setAgainst(value ?? OWN)}
              allowDeselect={false}
            />
          </div>
        )}
        {outcome?.kind === 'error' ? (
          <p className={classes.error} role="alert">
            {outcome.message}
          </p>
        ) : null}
      </Panel>
      {file !== null && outcome === null ? (
        <Panel title="What would change">
          <LoadingState label="Reading the price file" rows={5} />
        </Panel>
      ) : null}
      {preview === null ? null : (
        <Panel
          title="What would change"
          description={`${countOf(preview.rows, 'price')} of ${countOf(preview.offers, 'offer')}, compared with ${preview.against ?? 'nothing'}. Nothing is saved yet.`}
          aside={
            <Button
              size="sm"
              onClick={apply}
              loading={isApplying}
              disabled={trimmed === '' || nameError !== null}
              aria-label={`Apply as a new version of ${trimmed}`}
            >
              Apply as a new version
            </Button>
          }
        >
          {applyError ? (
            <p className={classes.error} role="alert">
              {applyError}
            </p>
          ) : null}
          <EffectNote effect={preview.effect} />
          <SlipsNote slips={preview.slips} />
          <DiffView key={`${preview.against} ${preview.format}`} diff={preview.diff} />
          <h3 className={classes.heading}>Left out or remarked: {formatCount(preview.rejected.length)}</h3>
          <RejectedList rejected={preview.rejected} />
        </Panel>
      )}
    </div>
  );
}
