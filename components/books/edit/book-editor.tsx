'use client';

import { Button, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import { Panel } from '@/components/ui/panel';
import type { BookJson } from '@/lib/schema/price-book';
import { applyBook, bookPath } from '../book-client';
import classes from '../books.module.css';
import { DiffView } from '../diff-view';
import { EffectNote } from '../preview-parts';
import { CurrencyFields } from './currency-fields';
import { completeDraft, moveUp, orAbsent, problemsOf, removeAt, replaceAt } from './draft';
import { MonthTermCard } from './month-term-card';
import { PriceList } from './price-list';
import { TermCard } from './term-card';
import { useDraftPreview } from './use-draft-preview';

type Props = {
  readonly book: BookJson;
  /** The book that is edited; null for a new one. */
  readonly name: string | null;
  readonly patterns: readonly string[];
  readonly nowMs: number;
};

/** Writes a contract or an own price list; saving makes a version. */
export function BookEditor({ book: given, name: ownName, patterns, nowMs }: Props) {
  const router = useRouter();
  const [draft, setDraft] = useState(given);
  const [name, setName] = useState(ownName ?? '');
  const [reason, setReason] = useState('');
  const [isSaving, setIsSaving] = useState(false);
  const [saveError, setSaveError] = useState<string | null>(null);
  const isTouched = draft !== given;
  const outcome = useDraftPreview(draft, ownName, isTouched);
  const set = (changed: Partial<BookJson>) => setDraft({ ...draft, ...changed });
  const { terms = [], monthTerms = [], prices = [], currency, source = '' } = draft;
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const problems = outcome?.kind === 'error' ? problemsOf(outcome.message) : [];
  const missing =
    name.trim() === '' ? 'the name of the book' : ownName !== null && !reason.trim() ? 'why it changes' : null;
  const isReady = outcome?.kind === 'preview' && missing === null;

  const save = async () => {
    setIsSaving(true);
    setSaveError(null);
    try {
      const change = reason.trim() || 'written by hand';
      const query = { name: name.trim(), fileName: 'by hand', format: 'waybill', change };
      const saved = await applyBook(
        ownName === null ? { ...query, mustBeNew: '1' } : query,
        JSON.stringify({ ...completeDraft(draft), name: name.trim() }),
      );
      router.push(bookPath(saved.name));
      router.refresh();
    } catch (cause) {
      setSaveError(messageOf(cause));
      setIsSaving(false);
    }
  };

  return (
    <div className={classes.stack}>
      <Panel
        title={ownName === null ? 'New contract' : `Edit ${ownName}`}
        description="Terms change the prices of the books below; prices of its own replace them. Saving makes a new version, earlier ones stay."
      >
        <div className={classes.form}>
          <TextInput
            label="Name of the book"
            description={ownName === null ? 'Such as openai-2026' : 'Stays: a version belongs to its book'}
            value={name}
            disabled={ownName !== null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Where it is written"
            description="The contract, an order form, a mail"
            value={source}
            onChange={(event) => set({ source: orAbsent(event.currentTarget.value) })}
          />
        </div>
      </Panel>
      <Panel
        title="Terms"
        description="Discounts and markups on the prices below. Where two cover the same price, the first one wins."
        aside={
          <Button
            variant="default"
            size="xs"
            onClick={() => set({ terms: [...terms, { label: '', scope: {}, percent: -10, source: '' }] })}
          >
            Add a term
          </Button>
        }
      >
        {terms.length === 0 ? <p className={classes.minor}>No term: prices below stay as they are.</p> : null}
        {terms.map((term, at) => (
          <TermCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a term is its place in the list
            key={at}
            term={term}
            number={at + 1}
            patterns={patterns}
            onChange={(changed) => set({ terms: replaceAt(terms, at, changed) })}
            onMoveUp={at === 0 ? null : () => set({ terms: moveUp(terms, at) })}
            onRemove={() => set({ terms: removeAt(terms, at) })}
          />
        ))}
      </Panel>
      <Panel
        title="Terms of a month"
        description="Volume discounts, commitments and fees: they change a calendar month’s bill as a whole, shown as a line of its own."
        aside={
          <Button
            variant="default"
            size="xs"
            onClick={() =>
              set({
                monthTerms: [
                  ...monthTerms,
                  {
                    label: '',
                    scope: {},
                    source: '',
                    kind: 'volume',
                    measure: 'usd',
                    applies: 'above',
                    bands: [{ from: 10_000, percent: -5 }],
                  },
                ],
              })
            }
          >
            Add a month term
          </Button>
        }
      >
        {monthTerms.length === 0 ? <p className={classes.minor}>None.</p> : null}
        {monthTerms.map((term, at) => (
          <MonthTermCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a term is its place in the list
            key={at}
            term={term}
            number={at + 1}
            patterns={patterns}
            onChange={(changed) => set({ monthTerms: replaceAt(monthTerms, at, changed) })}
            onRemove={() => set({ monthTerms: removeAt(monthTerms, at) })}
          />
        ))}
      </Panel>
      <Panel
        title="Prices"
        description="Prices that the contract names itself. They replace the price of the books below; the terms above do not change them."
      >
        <CurrencyFields currency={currency} today={today} onChange={(changed) => set({ currency: changed })} />
        <div style={{ marginTop: 12 }}>
          <PriceList
            prices={prices}
            code={currency?.code ?? 'USD'}
            source={source}
            onChange={(changed) => set({ prices: changed })}
          />
        </div>
      </Panel>
      <Panel title="Before you save" description="What this version would change. Nothing is saved yet.">
        {!isTouched ? <p className={classes.minor}>Nothing is changed yet.</p> : null}
        {isTouched && outcome === null ? <p className={classes.minor}>Looking…</p> : null}
        {problems.length > 0 ? (
          <div className={classes.notice} data-tone="breaks" role="status">
            To be put right first:
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </div>
        ) : null}
        {outcome?.kind === 'preview' ? (
          <>
            <EffectNote effect={outcome.preview.effect} />
            {ownName === null ? null : <DiffView diff={outcome.preview.diff} />}
          </>
        ) : null}
        <div className={classes.form} style={{ marginTop: 12 }}>
          <TextInput
            label="Why this change"
            description={ownName === null ? 'Kept with the version; may be empty' : 'Kept with the version'}
            placeholder="Renewed for 2027"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </div>
        {saveError ? (
          <p className={classes.error} role="alert">
            {saveError}
          </p>
        ) : null}
        <div className={classes.submit}>
          <Button onClick={save} loading={isSaving} disabled={!isReady}>
            {ownName === null ? 'Save the contract' : 'Save as a new version'}
          </Button>
          {outcome?.kind === 'preview' && missing !== null ? (
            <span className={classes.minor}>Still to say: {missing}.</span>
          ) : null}
        </div>
      </Panel>
    </div>
  );
}
