import loadHighs from 'highs';
import type { Solver, SolverResult } from '../solver';

const STATUS: { readonly [status: string]: SolverResult['status'] } = { Optimal: 'optimal', Infeasible: 'infeasible' };

/** HiGHS as the tests' judge; no time limit. */
export async function openHighs(): Promise<Solver> {
  const highs = await loadHighs();
  return (text) => {
    const tolerance = 1e-10;
    const solved = highs.solve(text, {
      output_flag: false,
      mip_rel_gap: 0,
      mip_abs_gap: 0,
      primal_feasibility_tolerance: tolerance,
      dual_feasibility_tolerance: tolerance,
      mip_feasibility_tolerance: tolerance,
      small_matrix_value: 1e-12,
    });
    const columns = new Map(
      Object.values(solved.Columns).flatMap((column): [string, number][] =>
        'Primal' in column ? [[column.Name, column.Primal]] : [],
      ),
    );
    return { status: STATUS[solved.Status] ?? 'failed', objective: solved.ObjectiveValue, columns };
  };
}
