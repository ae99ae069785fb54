'use client';

import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { ConfirmDelete } from '@/components/ui/confirm-delete';
import { countOf } from '@/components/ui/format';
import { deleteWorkload } from './upload-client';

type Props = { readonly name: string; readonly requests: number; readonly files: number };

export function DeleteWorkload({ name, requests, files }: Props) {
  const router = useRouter();
  const [w, setW] = useQueryState('w', parseAsString.withOptions({ shallow: false }));
  return (
    <ConfirmDelete
      button="Delete workload"
      label={`Delete the workload ${name}`}
      title={`Delete “${name}”?`}
      confirm="Delete the workload"
      onDelete={async () => {
        await deleteWorkload(name);
        if (w === null) router.refresh();
        else await setW(null);
      }}
    >
      <p>
        {countOf(requests, 'request')} from {countOf(files, 'file')} go, and with them every scenario saved for this
        workload and the benchmarks chosen for its tasks. Policies and price books stay.
      </p>
      <p>This cannot be undone; the files can be imported again.</p>
    </ConfirmDelete>
  );
}
