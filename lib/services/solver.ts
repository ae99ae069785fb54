import loadHighs from 'highs';
import type { Solver, SolverResult } from '@/lib/engine/optimise/solver';

const STATUS: { readonly [status: string]: SolverResult['status'] } = {
  Optimal: 'optimal',
  Infeasible: 'infeasible',
  'Primal infeasible or unbounded': 'infeasible',
  'Time limit reached': 'time limit',
};

/** As tight as HiGHS takes them: a plan is checked to 1e-9. */
const TOLERANCE = 1e-10;

let loading: Promise<Solver> | null = null;

async function load(): Promise<Solver> {
  const highs = await loadHighs();
  return (lpText, { timeLimitSeconds = 10 }) => {
    const solution = highs.solve(lpText, {
      output_flag: false,
      time_limit: timeLimitSeconds,
      mip_rel_gap: 0,
      mip_abs_gap: 0,
      mip_feasibility_tolerance: TOLERANCE,
      primal_feasibility_tolerance: TOLERANCE,
      dual_feasibility_tolerance: TOLERANCE,
      small_matrix_value: 1e-12,
    });
    const columns = new Map(
      Object.values(solution.Columns).flatMap((column): [string, number][] =>
        'Primal' in column ? [[column.Name, column.Primal]] : [],
      ),
    );
    return { status: STATUS[solution.Status] ?? 'failed', objective: solution.ObjectiveValue, columns };
  };
}

/** HiGHS, compiled to WebAssembly; loaded once. It blocks its thread while it solves. */
export function loadSolver(): Promise<Solver> {
  loading ??= load();
  return loading;
}
