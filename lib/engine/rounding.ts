/**
 * Rounds amounts so that they add up to the rounded total (largest remainder): each is rounded down to a multiple
 * of `unit`, and the units left over go to the largest remainders, ties to the earlier. `unit` 0.01 is a cent.
 */
export function roundToTotal(amounts: readonly number[], unit = 0.01): number[] {
  const scaled = amounts.map((amount) => amount / unit);
  const total = Math.round(scaled.reduce((sum, amount) => sum + amount, 0));
  const floors = scaled.map((amount) => Math.floor(amount));
  let left = total - floors.reduce((sum, amount) => sum + amount, 0);
  const order = scaled
    .map((amount, index) => ({ index, remainder: amount - Math.floor(amount) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of order) {
    if (left <= 0) break;
    floors[index] = (floors[index] as number) + 1;
    left--;
  }
  // A small unit is the inverse of a whole number: dividing by that leaves no float dust.
  return floors.map((amount) => (unit < 1 ? amount / Math.round(1 / unit) : amount * unit));
}
