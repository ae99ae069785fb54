'use client';

import { ActionIcon } from '@mantine/core';
import { RowIcon } from './icons';

type Props = {
  /** What is moved and removed, e.g. `step 2 of rule bulk`. */
  readonly what: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly canRemove?: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** Gives the focus back to a button that was moved; where it is gone or off, to its list. */
function keepFocus(button: HTMLButtonElement): void {
  const list = button.closest<HTMLElement>('[data-rows]');
  requestAnimationFrame(() => {
    if (button.isConnected && !button.disabled) button.focus();
    else list?.querySelector<HTMLElement>('button:not(:disabled)')?.focus();
  });
}

/** Up, down and away, for one row of a list that stands in a `data-rows` element. */
export function RowActions({ what, isFirst, isLast, canRemove = true, onMove, onRemove }: Props) {
  const buttons = [
    { icon: 'up', label: 'Move up', isOff: isFirst, act: () => onMove(-1) },
    { icon: 'down', label: 'Move down', isOff: isLast, act: () => onMove(1) },
    { icon: 'remove', label: 'Remove', isOff: !canRemove, act: onRemove },
  ] as const;
  return (
    <span style={{ display: 'inline-flex' }}>
      {buttons
        .filter(({ icon }) => icon === 'remove' || !(isFirst && isLast))
        .map(({ icon, label, isOff, act }) => (
          <ActionIcon
            key={icon}
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`${label}: ${what}`}
            title={label}
            disabled={isOff}
            onClick={(event) => {
              keepFocus(event.currentTarget);
              act();
            }}
          >
            <RowIcon icon={icon} />
          </ActionIcon>
        ))}
    </span>
  );
}
