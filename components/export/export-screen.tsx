import Link from 'next/link';
import { ButtonLink } from '@/components/scenario/button-link';
import { DownloadLink } from '@/components/scenario/download-link';
import { Panel } from '@/components/ui/panel';
import { ErrorState } from '@/components/ui/state';
import type { ReadyExport } from '@/lib/domain/export-view';
import { ExportNotes } from './export-notes';
import classes from './export-screen.module.css';
import { FilePreview } from './file-preview';
import { RollOut } from './roll-out';
import { StagesPanel } from './stages-panel';
import { TargetSelect } from './target-select';

const SCHEMA = '/schema/policy.v1.json';

const stepsText = (step: number) => (step === 1 ? 'Step 1' : `Steps 1 to ${step}`);

export function ExportScreen({ view }: { readonly view: ReadyExport }) {
  const { query, target, result, step, rollOut } = view;
  const joined = `${query === '' ? '?' : `${query}&`}${step === null ? '' : `step=${step}&`}`;
  const hrefOf = (gateway: string, path?: string) =>
    `/api/export${joined}target=${encodeURIComponent(gateway)}${path === undefined ? '' : `&file=${encodeURIComponent(path)}`}`;
  const files = 'files' in result ? result.files : [];
  return (
    <>
      <div className={classes.columns}>
        <div className={classes.main}>
          <Panel
            title={`Config for ${target.title}`}
            description={
              <>
                {step === null || rollOut === null
                  ? 'The plan '
                  : `${stepsText(step)} of ${rollOut.rollOut.steps.length} of `}
                <strong>{view.plan}</strong>
                {step === null ? '. ' : '; the calls of later steps stay on their models. '}
                <Link href={`/studio${view.studioQuery}`} className={classes.link}>
                  Open it in the Studio
                </Link>
              </>
            }
          >
            <div className={classes.controls}>
              <TargetSelect target={target.id} targets={view.targets} />
              {files.length > 1 ? (
                <DownloadLink href={hrefOf(target.id)} variant="filled">
                  {`Download all ${files.length} files (.zip)`}
                </DownloadLink>
              ) : null}
            </div>
            {'files' in result ? (
              files.map((file) => <FilePreview key={file.path} {...file} href={hrefOf(target.id, file.path)} />)
            ) : (
              <ErrorState
                title="This plan cannot be exported as it is"
                action={<ButtonLink href={`/studio${query}`}>Change it in the Studio</ButtonLink>}
              >
                {result.message}
              </ErrorState>
            )}
          </Panel>
          {target.id === 'policy' ? null : (
            <Panel
              title="The policy file"
              description={
                <>
                  The plan itself: keep it with your code, diff it, and run it in CI with <code>simulate --policy</code>
                  . Its form is published as a{' '}
                  <a href={SCHEMA} className={classes.link}>
                    JSON Schema
                  </a>
                  .
                </>
              }
            >
              <FilePreview path="policy.json" text={view.policyText} href={hrefOf('policy', 'policy.json')} />
            </Panel>
          )}
        </div>
        <div className={classes.side}>
          {'files' in result ? <ExportNotes target={target.title} result={result} /> : null}
          <StagesPanel />
          {target.id === 'policy' ? (
            <Panel title="Its form">
              <p className={classes.text}>
                The policy file's form is published as a{' '}
                <a href={SCHEMA} className={classes.link}>
                  JSON Schema
                </a>
                .
              </p>
            </Panel>
          ) : null}
        </div>
      </div>
      <div className={classes.order}>
        <RollOut view={{ rollOut, step, query, target }} />
      </div>
    </>
  );
}
