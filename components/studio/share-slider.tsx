'use client';

import { Slider } from '@mantine/core';
import { formatShare } from '@/components/ui/format';
import classes from './share-slider.module.css';
import { useStudio } from './studio-state';

type Props = {
  readonly label: string;
  /** 0 to 1. */
  readonly share: number;
  readonly onDrag: (share: number) => void;
  /** Percent. */
  readonly max?: number;
  readonly isHeadHidden?: boolean;
};

/** A share from 0 to 100 %, that repaints as it is dragged. Arrow keys move it by a percent. */
export function ShareSlider({ label, share, onDrag, max = 100, isHeadHidden }: Props) {
  const { endDrag } = useStudio();
  return (
    <div className={classes.root}>
      {isHeadHidden ? null : (
        <span className={classes.label} aria-hidden="true">
          {label}
        </span>
      )}
      <Slider
        size="sm"
        min={0}
        max={max}
        label={null}
        value={Math.round(share * 1e4) / 100}
        onChange={(pct) => onDrag(Math.round(pct) / 100)}
        onChangeEnd={endDrag}
        thumbLabel={label}
        thumbValueText={formatShare(share * 100)}
      />
      <span className={classes.share}>{formatShare(share * 100)}</span>
    </div>
  );
}
