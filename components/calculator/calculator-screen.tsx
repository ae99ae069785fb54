import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/state';
import type { CalculatorView } from '@/lib/domain/calculator-view';
import classes from './calculator.module.css';
import { CalculatorAnswer } from './calculator-answer';
import { CalculatorForm } from './calculator-form';

export function CalculatorScreen({ view }: { readonly view: CalculatorView }) {
  const hasProblems = Object.keys(view.problems).length > 0;
  return (
    <div className={classes.layout}>
      <Panel title="A request" description="Any offer, any time." className={classes.request}>
        <CalculatorForm view={view} />
      </Panel>
      <div className={classes.answer}>
        {view.answer === null ? (
          <Panel title="What it costs">
            {hasProblems ? (
              <EmptyState title="Not priced yet">Mend what is marked beside the fields.</EmptyState>
            ) : (
              <EmptyState title="Which model?">
                Name an offer, or a model as your log writes it: the price row, its book and the reasons follow.
              </EmptyState>
            )}
          </Panel>
        ) : (
          <CalculatorAnswer answer={view.answer} />
        )}
      </div>
    </div>
  );
}
