'use client';

import { Button, Group, Modal, VisuallyHidden } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { ConfirmDelete } from '@/components/ui/confirm-delete';
import { type Column, DataTable } from '@/components/ui/data-table';
import { countOf, formatCount, formatDay } from '@/components/ui/format';
import type { UploadLine } from '@/lib/domain/usage-view';
import { formatBytes } from './format-bytes';
import { ImportReport } from './import-report';
import { deleteUpload } from './upload-client';

type Props = { readonly workload: string; readonly uploads: readonly UploadLine[] };

export function UploadsTable({ workload, uploads }: Props) {
  const router = useRouter();
  const [w, setW] = useQueryState('w', parseAsString.withOptions({ shallow: false }));
  const [shown, setShown] = useState<UploadLine | null>(null);
  const remove = async (upload: UploadLine) => {
    const { workloadIsGone } = await deleteUpload(workload, upload.id);
    if (workloadIsGone && w !== null) await setW(null);
    else router.refresh();
  };
  const columns: readonly Column<UploadLine>[] = [
    { key: 'file', header: 'File', isRowHeader: true, cell: (upload) => upload.fileName },
    { key: 'format', header: 'Format', cell: (upload) => upload.format },
    { key: 'rows', header: 'Rows', isNumeric: true, cell: ({ report }) => formatCount(report.rows.accepted) },
    { key: 'dup', header: 'Duplicates', isNumeric: true, cell: ({ report }) => formatCount(report.rows.duplicates) },
    { key: 'rejected', header: 'Rejected', isNumeric: true, cell: ({ report }) => formatCount(report.rows.rejected) },
    { key: 'size', header: 'Size', isNumeric: true, cell: ({ report }) => formatBytes(report.bytes) },
    { key: 'when', header: 'Imported', cell: (upload) => formatDay(upload.createdAtMs) },
    {
      key: 'actions',
      header: <VisuallyHidden>Actions</VisuallyHidden>,
      cell: (upload) => (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={`Report of ${upload.fileName}`}
            onClick={() => setShown(upload)}
          >
            Report
          </Button>
          <ConfirmDelete
            button="Delete"
            label={`Delete ${upload.fileName}`}
            title={`Delete “${upload.fileName}”?`}
            confirm="Delete the file"
            onDelete={() => remove(upload)}
          >
            <p>
              The {countOf(upload.report.rows.accepted, 'call')} it brought leave “{workload}”. Calls of other files
              that were skipped as duplicates of them take their place.
            </p>
            {uploads.length === 1 ? (
              <p>It is the only file: the workload goes too, with its saved scenarios and chosen benchmarks.</p>
            ) : null}
            <p>This cannot be undone; the file can be imported again.</p>
          </ConfirmDelete>
        </Group>
      ),
    },
  ];
  return (
    <>
      <DataTable
        label={`Files of ${workload}`}
        columns={columns}
        rows={uploads}
        rowKey={(upload) => String(upload.id)}
        maxHeight={360}
      />
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={shown?.fileName}
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {shown ? <ImportReport report={shown.report} workload={workload} unpriced={null} /> : null}
      </Modal>
    </>
  );
}
