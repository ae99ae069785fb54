import type { Finding, FindingKind, Severity } from '@/lib/domain/data-quality';
import classes from './quality.module.css';
import { findingWords, PASSED_WORDS } from './quality-words';

const SEVERITY_WORDS: { readonly [severity in Severity]: string } = {
  breaks: 'Breaks',
  look: 'Look at',
  fine: 'Fine',
};

function FindingLine({ finding }: { readonly finding: Finding }) {
  const { title, text, affects, action } = findingWords(finding);
  return (
    <li className={classes.finding} data-severity={finding.severity}>
      <span className={classes.severity}>{SEVERITY_WORDS[finding.severity]}</span>
      <div>
        <h3 className={classes.findingTitle}>{title}</h3>
        <p className={classes.text}>{text}</p>
        <p className={classes.minor}>
          {affects}
          {action ? ` ${action}` : ''}
        </p>
      </div>
    </li>
  );
}

type Props = { readonly findings: readonly Finding[]; readonly passed: readonly FindingKind[] };

/** What is wrong first; what is merely worth knowing, and what was checked and found in order, on demand. */
export function QualityFindings({ findings, passed }: Props) {
  const open = findings.filter(({ severity }) => severity !== 'fine');
  const fine = findings.filter(({ severity }) => severity === 'fine');
  const key = (finding: Finding, index: number) => `${finding.kind} ${index}`;
  return (
    <div>
      {open.length === 0 ? <p className={classes.text}>Nothing stands out in this log.</p> : null}
      <ul className={classes.findings}>
        {open.map((finding, index) => (
          <FindingLine key={key(finding, index)} finding={finding} />
        ))}
      </ul>
      {fine.length + passed.length > 0 ? (
        <details className={classes.more}>
          <summary>
            Checked and fine ({fine.length + passed.length} {fine.length + passed.length === 1 ? 'check' : 'checks'})
          </summary>
          <ul className={classes.findings}>
            {fine.map((finding, index) => (
              <FindingLine key={key(finding, index)} finding={finding} />
            ))}
          </ul>
          {passed.length > 0 ? (
            <p className={classes.minor}>Also: {passed.map((kind) => PASSED_WORDS[kind]).join(', ')}.</p>
          ) : null}
        </details>
      ) : null}
    </div>
  );
}
