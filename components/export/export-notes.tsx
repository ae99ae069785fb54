import { Panel } from '@/components/ui/panel';
import type { ExportedPlan } from '@/lib/domain/export-view';
import classes from './export-notes.module.css';

type Props = { readonly target: string; readonly result: ExportedPlan };

/** What stands beside the files: what they lack, what the caller must do, what must be set. */
export function ExportNotes({ target, result }: Props) {
  const { notExpressed, callerContract, env } = result;
  return (
    <>
      <Panel title={`What ${target} cannot express`}>
        {notExpressed.length === 0 ? (
          <p className={classes.none}>Nothing: all of this plan is in the files.</p>
        ) : (
          <ul className={classes.places}>
            {notExpressed.map(({ place, why }) => (
              <li key={`${place} ${why}`}>
                <code>{place}</code>
                <span>{why}</span>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title="What the caller must send">
        {callerContract.length === 0 ? (
          <p className={classes.none}>Nothing beyond what it sends today.</p>
        ) : (
          <ul className={classes.list}>
            {callerContract.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </Panel>
      {env.length === 0 ? null : (
        <Panel title="Environment variables" description="Set them where the gateway runs. Waybill never sees a key.">
          <ul className={classes.env}>
            {env.map((name) => (
              <li key={name}>
                <code>{name}</code>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
