'use client';

import { ActionIcon, Select, Slider } from '@mantine/core';
import { useMemo } from 'react';
import { Panel } from '@/components/ui/panel';
import { providerOf } from '@/lib/domain/ids';
import { GROWTH_MONTHS } from '@/lib/engine/live/answer';
import { SUPPOSED_MAX_PCT, SUPPOSED_MIN_PCT, writeSupposedPrices } from '@/lib/engine/live/supposed-prices';
import classes from './find-plan.module.css';
import { RowIcon } from './icons';
import { Late } from './late';
import { useLive } from './live-state';
import { offersWords, signedPct } from './period-words';
import { useStudio } from './studio-state';

const GROWTH_MIN_PCT = -20;
const GROWTH_MAX_PCT = 30;
/** Asks for the slider; the first move says how much. */
const FIRST_PCT = -10;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Growth() {
  const { suppositions, answer, dragParams } = useLive();
  const { endDrag } = useStudio();
  const { growthPct } = suppositions;
  return (
    <div className={classes.supposed}>
      <span>Growth of the traffic, a month</span>
      <output className={classes.value}>{growthPct === null ? 'none' : signedPct(growthPct)}</output>
      <Slider
        className={classes.slider}
        size="sm"
        min={GROWTH_MIN_PCT}
        max={GROWTH_MAX_PCT}
        step={0.5}
        label={null}
        disabled={!answer.scale.known}
        value={growthPct ?? 0}
        onChange={(growth) => dragParams({ growth: growth === 0 ? null : growth })}
        onChangeEnd={endDrag}
        thumbLabel="Growth of the traffic, a month"
        thumbValueText={growthPct === null ? 'none' : `${signedPct(growthPct)} a month`}
      />
      {growthPct === null ? null : (
        <p className={classes.note}>The figures are of the month {GROWTH_MONTHS} months from now.</p>
      )}
    </div>
  );
}

function AddPriceChange() {
  const { view, suppositions, setParams } = useLive();
  const { prices } = suppositions;
  const choices = useMemo(() => {
    const offers = Object.values(view.live.offerOf).flatMap((offerId) => offerId ?? []);
    return ['*', ...[...new Set(offers.map(providerOf))].sort().map((vendor) => `${vendor}/*`)];
  }, [view.live.offerOf]);
  const free = choices.filter((offers) => !prices.some((price) => price.offers === offers));
  return (
    <Select
      size="xs"
      aria-label="Suppose a price change"
      placeholder="Suppose a price change of…"
      value={null}
      searchable
      data={free.map((offers) => ({ value: offers, label: capital(offersWords(offers)) }))}
      onChange={(offers) => {
        if (offers === null) return;
        // The wider change stands last: of a layer the first term that covers an offer wins.
        const own = { offers, percent: FIRST_PCT };
        setParams({ price: writeSupposedPrices(offers === '*' ? [...prices, own] : [own, ...prices]) });
      }}
    />
  );
}

function PriceChanges() {
  const { suppositions, setParams, dragParams } = useLive();
  const { endDrag } = useStudio();
  const { prices } = suppositions;
  return (
    <>
      {prices.map(({ offers, percent }, at) => (
        <div key={offers} className={classes.supposed}>
          <span>
            {capital(offersWords(offers))} <output className={classes.value}>{signedPct(percent)}</output>
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Take back: ${offersWords(offers)}`}
            onClick={() => setParams({ price: writeSupposedPrices(prices.filter((_, i) => i !== at)) })}
          >
            <RowIcon icon="remove" />
          </ActionIcon>
          <Slider
            className={classes.slider}
            size="sm"
            min={SUPPOSED_MIN_PCT}
            max={SUPPOSED_MAX_PCT}
            step={1}
            label={null}
            value={percent}
            onChange={(value) =>
              dragParams({
                price: prices.map((price, i) => `${price.offers}:${i === at ? value : price.percent}`),
              })
            }
            onChangeEnd={endDrag}
            thumbLabel={capital(offersWords(offers))}
            thumbValueText={signedPct(percent)}
          />
        </div>
      ))}
      <Late>
        <AddPriceChange />
      </Late>
    </>
  );
}

/** What a person supposes beside the plan. It is in the address, and named above the figures that it moves. */
export function WhatIf() {
  return (
    <Panel title="What if">
      <div className={classes.root}>
        <Growth />
        <PriceChanges />
      </div>
    </Panel>
  );
}
