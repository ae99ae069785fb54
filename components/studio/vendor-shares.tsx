'use client';

import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import classes from './constraints-editor.module.css';
import { setVendorShare } from './edit-constraints';
import { RowIcon } from './icons';
import { useStudio } from './studio-state';

const DEFAULT_SHARE_PCT = 50;
const round = (value: number) => Math.round(value * 1e6) / 1e6;

/** How much of the plan's spend may go to one seller. */
export function VendorShares() {
  const { policy, edit } = useStudio();
  const [vendor, setVendor] = useState('');
  const shares = Object.entries(policy.constraints?.vendorShareAtMost ?? {});
  const wanted = vendor.trim();
  return (
    <fieldset className={classes.group}>
      <legend>Share of the spend at most</legend>
      {shares.map(([name, share]) => (
        <div key={`${name} ${share}`} className={classes.share}>
          <span>{name}</span>
          <NumberInput
            aria-label={`Share of ${name} at most`}
            defaultValue={round(share * 100)}
            min={0}
            max={100}
            suffix="%"
            decimalScale={2}
            allowNegative={false}
            hideControls
            onBlur={(event) => {
              const pct = Number.parseFloat(event.currentTarget.value);
              if (!Number.isNaN(pct) && pct / 100 !== share) edit(setVendorShare(policy, name, round(pct / 100)));
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove the share of ${name}`}
            onClick={() => edit(setVendorShare(policy, name, undefined))}
          >
            <RowIcon icon="remove" />
          </ActionIcon>
        </div>
      ))}
      <div className={classes.add}>
        <TextInput
          label="Seller"
          placeholder="e.g. openai"
          value={vendor}
          onChange={(event) => setVendor(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={wanted === '' || shares.some(([name]) => name === wanted)}
          onClick={() => {
            edit(setVendorShare(policy, wanted, DEFAULT_SHARE_PCT / 100));
            setVendor('');
          }}
        >
          Limit to {DEFAULT_SHARE_PCT}%
        </Button>
      </div>
    </fieldset>
  );
}
