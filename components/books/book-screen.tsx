import Link from 'next/link';
import { ButtonLink } from '@/components/scenario/button-link';
import { DownloadLink } from '@/components/scenario/download-link';
import { countOf, formatCount, formatDay } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { BookView } from '@/lib/domain/book-view';
import { bookPath } from './book-client';
import { BookPrices } from './book-prices';
import { BookVersions } from './book-versions';
import { changesText, monthTermSentence, termSentence, versionText } from './book-words';
import classes from './books.module.css';
import { DiffView } from './diff-view';
import { RemoveBook } from './remove-book';

function Facts({ book }: { readonly book: BookView }) {
  const { currency } = book;
  const facts: readonly (readonly [label: string, value: string])[] = [
    ['Source', book.source],
    ['Licence', book.licence],
    ['Offers and prices', `${countOf(book.offers, 'offer')}, ${countOf(book.rowCount, 'price')}`],
    ['Prices change', changesText(book)],
    [
      'Kind',
      book.isObserved
        ? 'a history of what was seen: outside its range its nearest price is used, and marked'
        : 'a list: no price outside its dates',
    ],
    [
      'Currency',
      currency === null
        ? 'USD'
        : `${currency.code}, 1 ${currency.code} = ${currency.usdPerUnit} USD on ${currency.rateDate} (${currency.source})`,
    ],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Terms({ book }: { readonly book: BookView }) {
  if (book.terms + book.monthTerms === 0) return null;
  const lines = [
    ...book.priceTerms.map((term) => ({ ...term, sentence: termSentence(term) })),
    ...book.monthTermList.map((term) => ({ ...term, sentence: monthTermSentence(term) })),
  ];
  return (
    <Panel
      title="Terms"
      description="They change the prices of the books below this one, never its own. Where two cover the same price, the first one wins. Terms of a month change its bill as a whole."
    >
      <ol className={classes.terms}>
        {lines.map(({ label, source, sentence }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: labels may repeat, the order is fixed
          <li key={at}>
            <p className={classes.sentence}>{sentence}</p>
            <span className={classes.minor}>
              {label} · {source}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

export function BookScreen({ book }: { readonly book: BookView }) {
  const path = bookPath(book.name);
  const file = (format: string) =>
    `/api/books/${encodeURIComponent(book.name)}/file?${new URLSearchParams({ format, version: book.version })}`;
  return (
    <div className={`${classes.stack} ${classes.links}`}>
      <Link href="/catalog/books" className={classes.back}>
        ← All price books
      </Link>
      <Panel
        title={book.name}
        description={
          <>
            {book.isBuiltIn ? 'Built in' : 'Your own'}
            {book.isInDefaultStack ? ', used by default' : ''}. Version of {formatDay(book.savedAtMs)}{' '}
            <span title={book.version}>({versionText(book.version)})</span>
            {book.isCurrent ? '' : '; an earlier one'}.
          </>
        }
        aside={
          <div className={classes.actions}>
            {book.rowCount > 0 ? <DownloadLink href={file('csv')}>Prices as CSV</DownloadLink> : null}
            <DownloadLink href={file('json')}>Whole book as JSON</DownloadLink>
            {book.isBuiltIn ? null : (
              <>
                {book.isCurrent && book.studioHref !== null ? (
                  <ButtonLink href={book.studioHref} size="xs">
                    Use in the Studio
                  </ButtonLink>
                ) : null}
                <ButtonLink href={`/catalog/books/add/file?${new URLSearchParams({ name: book.name })}`} size="xs">
                  New version from a file
                </ButtonLink>
                <ButtonLink href={`${path}/edit`} size="xs" variant="filled">
                  Edit
                </ButtonLink>
                <RemoveBook name={book.name} />
              </>
            )}
          </div>
        }
      >
        {book.isCurrent ? null : (
          <p className={classes.notice}>
            You see an earlier version. <Link href={path}>Show the current one</Link>
          </p>
        )}
        <Facts book={book} />
        {book.terms + book.monthTerms > 0 && book.rowCount > 0 ? (
          <p className={classes.minor} style={{ marginTop: 10 }}>
            CSV carries the prices only; JSON also the terms.
          </p>
        ) : null}
      </Panel>
      {book.diff === null ? null : (
        <Panel
          title="What changed"
          description={`From version ${versionText(book.diff.from)} to ${versionText(book.diff.to)}.`}
          aside={<Link href={path}>Close</Link>}
        >
          <DiffView key={`${book.diff.from} ${book.diff.to}`} diff={book.diff.diff} />
        </Panel>
      )}
      <Terms book={book} />
      <BookPrices book={book} />
      <Panel
        title="Versions"
        description={`${formatCount(book.versions.length)} kept. A saved scenario keeps the version it was computed with.`}
      >
        <BookVersions name={book.name} shown={book.version} versions={book.versions} />
      </Panel>
    </div>
  );
}
