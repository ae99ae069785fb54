import { NumberInput } from '@mantine/core';

const MAX_USD = 1e12;

function toUsd(value: string | number): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

type UsdInputProps = {
  readonly label: string;
  readonly description: string;
  readonly value: number | null;
  readonly onChange: (usd: number | null) => void;
};

/** An amount of USD that a person types; null where nothing stands there. */
export function UsdInput({ label, description, value, onChange }: UsdInputProps) {
  return (
    <NumberInput
      label={label}
      description={description}
      prefix="$"
      placeholder="$0"
      thousandSeparator=","
      decimalScale={2}
      allowNegative={false}
      max={MAX_USD}
      clampBehavior="strict"
      hideControls
      value={value ?? ''}
      onChange={(typed) => onChange(toUsd(typed))}
    />
  );
}
