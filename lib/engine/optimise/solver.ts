export type SolverOptions = { readonly timeLimitSeconds?: number };

/** `columns`: the value of each variable by name; empty where there is no solution. */
export type SolverResult = {
  readonly status: 'optimal' | 'infeasible' | 'time limit' | 'failed';
  readonly objective: number;
  readonly columns: ReadonlyMap<string, number>;
};

/** Solves a programme in CPLEX's LP text format, whole-number variables too, to proven optimality. Passed in. */
export type Solver = (lpText: string, options: SolverOptions) => SolverResult;
