'use server';

import { parseInput, UNKNOWN_FAILURE } from '@/app/api/respond';
import { type ErrorCode, WaybillError } from '@/lib/domain/errors';
import type { LabelPreview } from '@/lib/domain/label-view';
import type { SketchRow } from '@/lib/domain/sketch';
import type { SketchTotals } from '@/lib/domain/sketch-view';
import { labelRulesRequest } from '@/lib/schema/label-rules';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { billSketchRequest, sketchRequest, sketchRows } from '@/lib/schema/sketch';
import { DEFAULT_BOOKS } from '@/lib/services/books';
import { applyLabelRules, previewLabelRules, type SavedLabels } from '@/lib/services/label-rules';
import { totalSketch } from '@/lib/services/sketch-totals';
import { sketchFromBill, sketchWorkload } from '@/lib/services/sketch-workload';
import { parseAsOf } from '@/lib/services/view-scenario';

export type Answer<Value> =
  | { readonly value: Value; readonly error: null }
  | { readonly value: null; readonly error: string; readonly code: ErrorCode | null };

async function answer<Value>(work: () => Promise<Value>): Promise<Answer<Value>> {
  try {
    return { value: await work(), error: null };
  } catch (cause) {
    if (cause instanceof WaybillError) return { value: null, error: cause.message, code: cause.code };
    console.error(cause);
    return { value: null, error: UNKNOWN_FAILURE, code: null };
  }
}

/** `query`: the address of the page, which names the books and the price date. */
async function pricesOf(query: string) {
  const params = await loadScenarioParams(new URLSearchParams(String(query)));
  return { books: params.books ?? DEFAULT_BOOKS, asOf: parseAsOf(params.asOf, Date.now()) };
}

export async function previewLabelRulesAction(request: unknown, query: string): Promise<Answer<LabelPreview>> {
  return answer(async () => {
    const { books, asOf } = await pricesOf(query);
    return previewLabelRules(parseInput(labelRulesRequest, request), books, asOf);
  });
}

export async function applyLabelRulesAction(request: unknown): Promise<Answer<SavedLabels>> {
  return answer(async () => {
    const saved = await applyLabelRules(parseInput(labelRulesRequest, request));
    return saved;
  });
}

export async function totalSketchAction(rows: unknown, query: string): Promise<Answer<SketchTotals>> {
  return answer(async () => totalSketch(parseInput(sketchRows, rows), (await pricesOf(query)).books, Date.now()));
}

export async function sketchFromBillAction(bill: unknown, query: string): Promise<Answer<SketchRow>> {
  return answer(async () => sketchFromBill(parseInput(billSketchRequest, bill), (await pricesOf(query)).books));
}

/** The number of requests that the sketch is written out as. */
export async function sketchWorkloadAction(request: unknown): Promise<Answer<number>> {
  return answer(async () => {
    const { rows } = await sketchWorkload(parseInput(sketchRequest, request));
    return rows.accepted;
  });
}
