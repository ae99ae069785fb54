import { Suspense } from 'react';
import { Panel } from '@/components/ui/panel';
import { LoadingState } from '@/components/ui/state';
import type { QualityReport } from '@/lib/domain/data-quality';
import classes from './quality.module.css';
import { QualityCostsTable } from './quality-costs-table';
import { QualityCoverage } from './quality-coverage';
import { QualityFindings } from './quality-findings';

type Props = { readonly report: Promise<QualityReport | null> };

async function Report({ report }: Props) {
  const known = await report;
  if (known === null) return <p className={classes.text}>The quality of this log cannot be told.</p>;
  return (
    <div className={classes.root}>
      <QualityFindings findings={known.findings} passed={known.passed} />
      <QualityCoverage report={known} />
      <QualityCostsTable costs={known.costs} />
    </div>
  );
}

/** Reads every request once, so the rest of the screen does not wait for it. */
export function QualityPanel({ report }: Props) {
  return (
    <div id="data-quality">
      <Panel
        title="Data quality"
        description="What is wrong or missing in this log, how much of it, and what it changes. Breaks: 1% or more of the requests, tokens or cost."
      >
        <Suspense fallback={<LoadingState label="Checking the log" rows={4} height={28} />}>
          <Report report={report} />
        </Suspense>
      </Panel>
    </div>
  );
}
