import { DataTable } from '@/components/ui/data-table';
import { formatCount, formatInstant, formatScore, UNKNOWN } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { EvidenceLine } from '@/lib/domain/evidence';
import type { Assumptions } from '@/lib/domain/policy';
import classes from './answer-evidence.module.css';
import { ModelName } from './model-name';

type Props = {
  readonly evidence: readonly EvidenceLine[];
  readonly names: { readonly [offerId: string]: string };
  readonly inputs: {
    readonly books: readonly { readonly name: string; readonly version: string }[];
    readonly asOf: string;
    readonly hash: string;
  };
  readonly assumptions: Assumptions | undefined;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
};

function asOfWords(asOf: string): string {
  return asOf === 'logged' ? 'each call’s own day' : formatInstant(Date.parse(asOf));
}

function assumptionWords(assumptions: Assumptions): readonly (readonly [string, string])[] {
  return [
    ['Prompt cache kept on another model', formatScore(assumptions.promptCacheKept ?? 0)],
    ['Error rate of the first attempt', formatScore(assumptions.errorRate ?? 0)],
    ['Overhead a request', `$${assumptions.overheadUsdPerRequest ?? 0}`],
    ['Token factors', formatCount(assumptions.factors?.length ?? 0)],
  ];
}

export function AnswerEvidence({ evidence, names, inputs, assumptions, isOpen, onToggle }: Props) {
  return (
    <Panel title="Evidence and inputs">
      <details
        className={classes.root}
        open={isOpen}
        onToggle={(event) => {
          if (event.currentTarget.open !== isOpen) onToggle(event.currentTarget.open);
        }}
      >
        <summary>Show the evidence</summary>
        <div className={classes.body}>
          <DataTable
            label="Evidence behind the quality"
            rows={evidence}
            rowKey={(row) => `${row.benchmark} ${row.model}`}
            maxHeight={420}
            empty="No model of today or of the plan has a score on a benchmark that judges these tasks."
            columns={[
              {
                key: 'model',
                header: 'Model',
                isRowHeader: true,
                cell: (row) => <ModelName model={row.model} names={names} />,
              },
              { key: 'benchmark', header: 'Benchmark', cell: (row) => row.benchmarkTitle },
              { key: 'score', header: 'Score', isNumeric: true, cell: (row) => formatScore(row.score) },
              { key: 'n', header: 'n', isNumeric: true, cell: (row) => formatCount(row.sampleSize) },
              { key: 'kind', header: 'Kind', cell: (row) => row.kind },
              {
                key: 'source',
                header: 'Source',
                cell: (row) => (
                  <span className={classes.source}>
                    {row.source}
                    {row.measuredOn === null ? '' : `, ${row.measuredOn}`}
                    {row.about === row.model ? '' : `, about ${row.about}`}
                  </span>
                ),
              },
            ]}
          />
          <dl className={classes.facts}>
            <div>
              <dt>Price books, in order</dt>
              <dd>
                {inputs.books.map(({ name, version }) => (
                  <span key={name} className={classes.line}>
                    {name} <code>{version}</code>
                  </span>
                ))}
              </dd>
            </div>
            <div>
              <dt>Prices of</dt>
              <dd>{asOfWords(inputs.asOf)}</dd>
            </div>
            {assumptionWords(assumptions ?? {}).map(([title, value]) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{value}</dd>
              </div>
            ))}
            <div>
              <dt>Hash of all inputs</dt>
              <dd>
                <code>{inputs.hash || UNKNOWN}</code>
              </dd>
            </div>
          </dl>
        </div>
      </details>
    </Panel>
  );
}
