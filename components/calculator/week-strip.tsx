import { countOf, UNKNOWN } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { WeekPrices } from '@/lib/domain/calculator-view';
import classes from './calculator.module.css';
import { exactUsd } from './exact-usd';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const LABELLED = 6;

/** How dark a price is drawn: the cheapest faint, the dearest full. */
function shadeOf(price: number, prices: number): string {
  const share = prices < 2 ? 1 : price / (prices - 1);
  return `color-mix(in srgb, var(--wb-plan) ${Math.round(12 + 78 * share)}%, var(--wb-sheet))`;
}

/** The request's price at each hour of the week. */
export function WeekStrip({ week }: { readonly week: WeekPrices }) {
  const { prices, priceOfHour, hour: asked } = week;
  const textOf = (price: number) => exactUsd(prices[price]?.usd ?? null);
  return (
    <Panel title="By hour of the week" description="What this request costs at the start of each hour, in UTC.">
      <ul className={classes.legend}>
        {prices.map((price, i) => (
          <li key={price.usd ?? price.unpriced}>
            <span className={classes.swatch} style={{ background: shadeOf(i, prices.length) }} />
            {price.usd === null ? `${UNKNOWN} ${price.unpriced}` : exactUsd(price.usd)}{' '}
            <span className={classes.minor}>in {countOf(price.hours, 'hour')} of the week</span>
          </li>
        ))}
      </ul>
      <div className={classes.week}>
        <table aria-label="What the request costs at each hour of the week, UTC">
          <thead>
            <tr>
              <td />
              {HOURS.map((hour) => (
                <th key={hour} scope="col">
                  <span className={hour % LABELLED === 0 ? classes.hour : classes.hidden}>
                    {String(hour).padStart(2, '0')}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {DAYS.map((day, d) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                {HOURS.map((hour) => {
                  const at = d * HOURS.length + hour;
                  const price = priceOfHour[at] as number;
                  return (
                    <td
                      key={hour}
                      style={{ background: shadeOf(price, prices.length) }}
                      data-asked={at === asked || undefined}
                      title={`${day} ${String(hour).padStart(2, '0')}:00 UTC: ${textOf(price)}`}
                    >
                      <span className={classes.hidden}>{textOf(price)}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
