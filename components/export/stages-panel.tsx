import { Panel } from '@/components/ui/panel';
import classes from './roll-out.module.css';

const STAGES = [
  ['Shadow', 'Send a copy of some calls to the new route, keep answering from the old one, and compare the answers.'],
  ['Canary', 'Answer 5 to 10% of the calls from the new route. Watch errors, latency and feedback.'],
  [
    'Full',
    'Give it the rest, then take the next step. Import the new log here and see whether the bill is as planned.',
  ],
] as const;

/** What each step of the roll-out goes through. */
export function StagesPanel() {
  return (
    <Panel title="Rolling out a step">
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
