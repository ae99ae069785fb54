import { EmptyState } from '@/components/ui/state';
import { RequestsPerDayForm } from './requests-per-day-form';

type Props = { readonly why: string; readonly children: string };

/** The log does not say what a day is: the person is asked, never guessed for. */
export function NoMonth({ why, children }: Props) {
  return (
    <EmptyState title="How many requests a day are there?" action={<RequestsPerDayForm />}>
      The log itself cannot say: {why}. {children}
    </EmptyState>
  );
}
