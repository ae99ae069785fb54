import type { CellTable } from '@/lib/domain/cube';
import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { PriceBook } from '@/lib/domain/price';
import type { Resolver } from '../names';
import type { EvidenceIndex } from '../quality';
import { namesOfPolicy } from './coverage';
import type { LiveInputs } from './live-inputs';

export type InputSources = {
  readonly books: readonly PriceBook[];
  readonly resolve: Resolver;
  readonly makerOf: (offerId: OfferId) => OfferId;
  readonly evidence: EvidenceIndex;
  readonly policy: Policy;
  /** Offer ids or names in play beside those of the log and of the policy. */
  readonly models: readonly string[];
  readonly statedNameOf: (offerId: string) => string | undefined;
  readonly benchmarkTitleOf: (benchmark: string) => string;
};

type Built = Pick<
  LiveInputs,
  'books' | 'offerOf' | 'makerOf' | 'statedNames' | 'evidence' | 'gate' | 'pairs' | 'judgedBy' | 'benchmarkTitles'
>;

function subsetOf(book: PriceBook, inPlay: ReadonlySet<string>): PriceBook {
  return {
    ...book,
    providers: [],
    offers: book.offers.flatMap((offer) => {
      if (!inPlay.has(offer.offerId)) return [];
      const { factSources: _sources, ...facts } = offer.facts;
      return [{ ...offer, match: null, facts }];
    }),
    rows: book.rows.flatMap((row) =>
      inPlay.has(row.offerId) ? [{ ...row, sourceUrl: '', checkedOn: null, note: null }] : [],
    ),
  };
}

function judgesIn(table: CellTable, evidence: EvidenceIndex): LiveInputs['judgedBy'] {
  const { dimensions, labels } = table;
  const pairs = new Set<number>();
  for (let cell = 0; cell < table.length; cell++)
    pairs.add((dimensions.task[cell] as number) * labels.language.length + (dimensions.language[cell] as number));
  return [...pairs].map((pair) => {
    const task = labels.task[Math.floor(pair / labels.language.length)] ?? '';
    const language = labels.language[pair % labels.language.length] ?? '';
    return { task, language, benchmark: evidence.benchmarkOf(task, language) };
  });
}

/** What a replay of a cube asks of books and evidence, cut down to the offers in play. */
export function buildInputs(
  cube: CellTable,
  { books, resolve, makerOf: makerOfOffer, evidence, policy, models, statedNameOf, benchmarkTitleOf }: InputSources,
): Built {
  const offerOf: { [name: string]: OfferId | null } = {};
  for (const name of [...cube.labels.model, ...namesOfPolicy(policy), ...models]) {
    const trimmed = name.trim();
    if (trimmed === '') continue;
    const offerId = resolve(trimmed)?.offerId ?? null;
    offerOf[trimmed] = offerId;
    if (offerId !== null) offerOf[offerId] = resolve(offerId)?.offerId ?? offerId;
  }
  const offerIds = [...new Set(Object.values(offerOf).flatMap((offerId) => offerId ?? []))];
  const judgedBy = judgesIn(cube, evidence);
  const benchmarks = [...new Set(judgedBy.flatMap(({ benchmark }) => benchmark ?? []))];
  const makerOf: { [offerId: string]: OfferId } = {};
  const stated: { [offerId: string]: string } = {};
  const counted = new Map<string, Evidence>();
  for (const offerId of offerIds) {
    const maker = makerOfOffer(offerId);
    if (maker !== offerId) makerOf[offerId] = maker;
    const name = statedNameOf(offerId);
    if (name !== undefined) stated[offerId] = name;
    for (const benchmark of benchmarks) {
      const item = evidence.find(maker, benchmark);
      if (item !== null) counted.set(`${maker}\n${benchmark}`, item);
    }
  }
  const judged = [...counted.values()].filter(({ kind }) => kind === 'eval');
  const pairs = judged.flatMap((first) =>
    judged.flatMap((next) => {
      if (first === next || first.benchmark !== next.benchmark) return [];
      const joint = evidence.pairOf(first.offerId, next.offerId, first.benchmark);
      return joint === null ? [] : [{ first: first.offerId, next: next.offerId, benchmark: first.benchmark, joint }];
    }),
  );
  const inPlay = new Set<string>(offerIds);
  return {
    books: books.map((book) => subsetOf(book, inPlay)),
    offerOf,
    makerOf,
    statedNames: stated,
    evidence: [...counted.values()],
    gate: evidence.gate,
    pairs,
    judgedBy,
    benchmarkTitles: Object.fromEntries(benchmarks.map((benchmark) => [benchmark, benchmarkTitleOf(benchmark)])),
  };
}
