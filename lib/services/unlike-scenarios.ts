import { formatBookRef } from '@/lib/domain/book-ref';
import { canonical } from '@/lib/engine/policy-differences';
import type { ScenarioView } from './view-scenario';

type Unlike = { readonly about: 'workload' | 'dates' | 'books' | 'month'; readonly text: string };

const booksOf = ({ inputs }: ScenarioView) => inputs.books.map(formatBookRef).join(', ');

/** Why the bills of two scenarios must not be subtracted; empty where they may be. */
export function unlikeness(a: ScenarioView, b: ScenarioView): Unlike[] {
  const found: Unlike[] = [];
  if (a.workload.id !== b.workload.id)
    found.push({
      about: 'workload',
      text: 'They replay different workloads: the difference of their bills is not one of plans.',
    });
  if (a.asOf !== b.asOf && a.inputs.asOf !== b.inputs.asOf)
    found.push({
      about: 'dates',
      text: 'They use the prices of different dates: part of any difference is the date’s.',
    });
  if (booksOf(a) !== booksOf(b))
    found.push({
      about: 'books',
      text: 'They use different price books, or versions of them: part of any difference is the books’.',
    });
  if (canonical(a.scale) !== canonical(b.scale))
    found.push({
      about: 'month',
      text: 'Their months are scaled differently, by requests a day or by the log’s span.',
    });
  return found;
}

/** In what several scenarios differ beside their plans, each said once. */
export function wordsOfUnlike(views: readonly ScenarioView[]): string[] {
  const [first, ...others] = views;
  if (first === undefined) return [];
  const texts = new Set(others.flatMap((other) => unlikeness(first, other).map(({ text }) => text)));
  const counts = new Set(
    views.filter((view) => view.workload.id === first.workload.id).map((view) => view.simulation.comparableRequests),
  );
  if (counts.size > 1)
    texts.add(
      'They price different calls of the workload: each bill covers its own, a waterfall between two plans the calls that both price.',
    );
  return [...texts];
}
