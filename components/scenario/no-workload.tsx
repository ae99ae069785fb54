import { EmptyState } from '@/components/ui/state';
import { ButtonLink } from './button-link';

export function NoWorkload({ children }: { readonly children: string }) {
  return (
    <EmptyState
      title="No usage yet"
      action={
        <>
          <ButtonLink href="/" variant="filled">
            Try it with a sample
          </ButtonLink>
          <ButtonLink href="/usage">Import a log</ButtonLink>
        </>
      }
    >
      {children}
    </EmptyState>
  );
}
