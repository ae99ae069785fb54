'use client';

import { Drawer, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQueryStates } from 'nuqs';
import { countOf, formatUsd } from '@/components/ui/format';
import { ErrorState, LoadingState } from '@/components/ui/state';
import type { PriceTrailView } from '@/lib/domain/price-trail-view';
import { priceTrailParams } from '@/lib/schema/price-trail-params';
import classes from './trail.module.css';
import { TrailRow } from './trail-row';
import { usePriceTrail } from './use-price-trail';

type SideProps = {
  readonly view: PriceTrailView;
  readonly isBills: boolean;
  readonly onSide: (side: 'today' | 'plan') => void;
};

function Trail({ view, isBills, onSide }: SideProps) {
  const isScaled = view.scale !== null;
  return (
    <div className={classes.root}>
      {view.hasPlan ? (
        <SegmentedControl
          size="xs"
          aria-label="Whose bill"
          value={view.side}
          data={[
            { value: 'today', label: "Today's routing" },
            { value: 'plan', label: 'Under the plan' },
          ]}
          onChange={(side) => onSide(side as 'today' | 'plan')}
        />
      ) : null}
      <div>
        <p className={classes.total}>
          {formatUsd(view.scaledUsd)} <span>{view.scaledTo}</span>
        </p>
        <p className={classes.minor}>
          {isScaled ? `${formatUsd(view.usd)} ${view.span} ${view.scale}. ` : ''}
          {countOf(Math.round(view.requests), 'call')} billed by {countOf(view.rows.length, 'price')}
          {view.hasPlan ? ', over requests priced on both sides' : ''}; {view.prices}. Units and amounts of a class are
          those of the log’s span.
          {isBills ? ' Bills are rounded to cents month by month, so their sum may differ by some cents.' : ''}
        </p>
      </div>
      {view.rows.length === 0 ? (
        <p>Nothing is billed here on this side.</p>
      ) : (
        view.rows.map((row) => <TrailRow key={row.key} row={row} isScaled={isScaled} scaledTo={view.scaledTo} />)
      )}
    </div>
  );
}

type Props = { readonly screen: 'overview' | 'studio' | 'bills' };

/** The prices behind the figure that the address asks about (`why`), beside the screen that shows it. */
export function PriceTrailDrawer({ screen }: Props) {
  const [{ why }, setParams] = useQueryStates(priceTrailParams, { shallow: true });
  const isNarrow = useMediaQuery('(max-width: 48em)');
  const trail = usePriceTrail(screen, why !== null);
  return (
    <Drawer
      opened={why !== null}
      onClose={() => setParams({ why: null, whySide: null })}
      position="right"
      size={isNarrow ? '100%' : 640}
      title={trail.state === 'ready' ? `Why: ${trail.view.title}` : 'Why this figure'}
      classNames={{ title: classes.title }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {trail.state === 'loading' ? <LoadingState label="Looking the prices up" rows={6} height={28} /> : null}
      {trail.state === 'failed' ? <ErrorState title="No prices to show">{trail.message}</ErrorState> : null}
      {trail.state === 'ready' ? (
        <Trail view={trail.view} isBills={screen === 'bills'} onSide={(side) => setParams({ whySide: side })} />
      ) : null}
    </Drawer>
  );
}
