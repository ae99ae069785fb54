import { ButtonLink } from '@/components/scenario/button-link';
import { ErrorState } from '@/components/ui/state';

type Props = { readonly name: string; readonly message?: string };

export function NoBook({ name, message = `No price book is called “${name}”, or it was removed.` }: Props) {
  return (
    <ErrorState title="No such price book" action={<ButtonLink href="/catalog/books">All price books</ButtonLink>}>
      {message}
    </ErrorState>
  );
}
