import { Panel } from '@/components/ui/panel';
import type { ComparedOffer } from '@/lib/domain/compare-view';
import classes from './compare-screen.module.css';
import { HistoryPanel } from './history-panel';

/** The price history of each offer compared. */
export function CompareHistories({ offers }: { readonly offers: readonly ComparedOffer[] }) {
  return (
    <div className={classes.histories}>
      {offers.map(({ offerId, history }) => (
        <Panel key={offerId} title={`Price history of ${offerId}`}>
          <HistoryPanel history={history} />
        </Panel>
      ))}
    </div>
  );
}
