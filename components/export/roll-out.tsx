import { Panel } from '@/components/ui/panel';
import classes from './roll-out.module.css';

const STAGES = [
  ['Shadow', 'Send a copy of some calls to the new route, keep answering from the old one, and compare the answers.'],
  ['Canary', 'Answer 1 to 5% of calls from the new route. Watch errors, latency and feedback for a week.'],
  ['Full', 'Raise it in steps. Import the new log here and see whether the bill is what was planned.'],
] as const;

export function RollOut() {
  return (
    <Panel title="Rolling it out">
      <ol className={classes.root}>
        {STAGES.map(([name, text]) => (
          <li key={name}>
            <strong>{name}</strong>
            {text}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
