import type { ReactNode } from 'react';
import { formatCount, formatTokens, UNKNOWN } from '@/components/ui/format';
import type { FactSource } from '@/lib/domain/offer-facts';
import type { OfferView } from '@/lib/domain/offer-view';
import { ACCESS_FACTS, CAPABILITIES, type OfferFacts as Facts } from '@/lib/domain/price';
import { ACCESS_NAMES, CAPABILITY_NAMES, regionName } from './fact-words';
import classes from './offer-facts.module.css';
import { originName } from './origin';

type Row = { readonly label: string; readonly value: ReactNode; readonly fact: string };

const tokens = (count: number | undefined) =>
  count === undefined ? UNKNOWN : `${formatTokens(count, 'exact')} tokens`;
const yesNo = (value: boolean | undefined) => (value === undefined ? UNKNOWN : value ? 'yes' : 'no');

function factRows(facts: Facts): Row[] {
  const { outputTokensPerSecond: speed, firstTokenMs, deprecatedOn, deprecated } = facts;
  return [
    { label: 'Context window', value: tokens(facts.contextWindowTokens), fact: 'contextWindowTokens' },
    { label: 'Output limit', value: tokens(facts.maxOutputTokens), fact: 'maxOutputTokens' },
    { label: 'Maker from', value: originName(facts.origin ?? null) ?? UNKNOWN, fact: 'origin' },
    { label: 'Open weights', value: yesNo(facts.openWeights), fact: 'openWeights' },
    { label: 'Processed in', value: facts.regions?.map(regionName).join(', ') ?? UNKNOWN, fact: 'regions' },
    {
      label: 'Speed',
      value: speed === undefined ? UNKNOWN : `${formatCount(speed)} tokens a second`,
      fact: 'outputTokensPerSecond',
    },
    {
      label: 'First token',
      value: firstTokenMs === undefined ? UNKNOWN : `${formatCount(firstTokenMs)} ms`,
      fact: 'firstTokenMs',
    },
    {
      label: 'Ends on',
      value: deprecatedOn ?? (deprecated ? 'deprecated, no day given' : UNKNOWN),
      fact: deprecatedOn === undefined ? 'deprecated' : 'deprecatedOn',
    },
    ...CAPABILITIES.map((need) => ({
      label: CAPABILITY_NAMES[need],
      value: yesNo(facts.capabilities?.[need]),
      fact: `capabilities.${need}`,
    })),
  ];
}

function accessRows({ access, apiBase }: Facts): Row[] {
  return [
    ...ACCESS_FACTS.map((fact) => ({
      label: ACCESS_NAMES[fact],
      value: access?.[fact] ?? UNKNOWN,
      fact: `access.${fact}`,
    })),
    { label: 'API address', value: apiBase ?? UNKNOWN, fact: 'apiBase' },
  ];
}

type ListProps = { readonly rows: readonly Row[]; readonly markOf: (fact: string) => number | null };

function FactList({ rows, markOf }: ListProps) {
  return (
    <dl className={classes.facts}>
      {rows.map(({ label, value, fact }) => {
        const mark = markOf(fact);
        return (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              {mark === null ? null : (
                <a className={classes.mark} href={`#fact-source-${mark}`} aria-label={`source ${mark}`}>
                  {mark}
                </a>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function SourceLine({ source, url, on }: FactSource) {
  return (
    <>
      {url === null ? (
        source
      ) : (
        <a href={url} target="_blank" rel="noreferrer noopener">
          {source}
        </a>
      )}
      {on === '' ? '' : `, as of ${on}`}
    </>
  );
}

type Props = { readonly facts: Facts; readonly sources: OfferView['factSources'] };

/** What is known of an offer beside its prices; each fact with a mark that leads to its source and date. */
export function OfferFacts({ facts, sources }: Props) {
  const known = factRows(facts);
  const access = accessRows(facts);
  const textOf = ({ source, url, on }: FactSource) => `${source} ${url} ${on}`;
  const cited = new Map<string, FactSource>();
  for (const { fact } of [...known, ...access]) {
    const source = sources[fact];
    if (source !== undefined) cited.set(textOf(source), source);
  }
  const order = [...cited.keys()];
  const markOf = (fact: string) => {
    const source = sources[fact];
    return source === undefined ? null : order.indexOf(textOf(source)) + 1;
  };
  return (
    <>
      <section aria-label="Facts">
        <h3 className={classes.title}>Facts</h3>
        <FactList rows={known} markOf={markOf} />
      </section>
      <section aria-label="Access">
        <h3 className={classes.title}>Access</h3>
        <FactList rows={access} markOf={markOf} />
        {cited.size > 0 ? (
          <ol className={classes.sources} aria-label="Sources of the facts">
            {[...cited].map(([key, source], i) => (
              <li key={key} id={`fact-source-${i + 1}`}>
                <SourceLine {...source} />
              </li>
            ))}
          </ol>
        ) : null}
      </section>
    </>
  );
}
