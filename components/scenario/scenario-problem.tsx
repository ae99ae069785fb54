import { ErrorState } from '@/components/ui/state';
import { ButtonLink } from './button-link';

/** What the address asks for cannot be shown: why, and a way back that does not repeat it. */
export function ScenarioProblem({ message, path }: { readonly message: string; readonly path: string }) {
  return (
    <ErrorState
      title="This scenario cannot be shown"
      action={
        <>
          <ButtonLink href={path}>Show the latest workload instead</ButtonLink>
          <ButtonLink href="/studio">Open the Studio</ButtonLink>
        </>
      }
    >
      {message.slice(0, 1).toUpperCase() + message.slice(1)}.
    </ErrorState>
  );
}
