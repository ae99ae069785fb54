/** What an import did. `read` counts calls and broken records: read = accepted + rejected + duplicates. */
export type ImportReport = {
  readonly rows: {
    readonly read: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly duplicates: number;
  };
  /** The first 100. Line 1 is the first line of the file. */
  readonly rejects: readonly { readonly line: number; readonly reason: string }[];
  /** What is no call of its own, by reason, e.g. a parent span: no part of `rows`. Absent in reports of before. */
  readonly skipped?: readonly { readonly reason: string; readonly count: number }[];
  readonly zeroTokenRows: number;
  readonly missingUsageRows: number;
  readonly aggregateRows: number;
  /** Columns that look like prompt or answer text: never stored. */
  readonly droppedColumns: readonly string[];
  /** Labels with more than 1,000 values in this file: not used as a dimension. */
  readonly droppedLabels: readonly { readonly label: string; readonly column: string }[];
  readonly firstTimeMs: number | null;
  readonly lastTimeMs: number | null;
  readonly bytes: number;
  readonly seconds: number;
};

export type ImportProgress = {
  /** First the file is received, then it is read. */
  readonly phase: 'receiving' | 'reading';
  readonly bytesRead: number;
  /** null when the sender did not say. */
  readonly bytesTotal: number | null;
  readonly rowsRead: number;
  readonly rejected: number;
  readonly duplicates: number;
};
