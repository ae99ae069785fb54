import type { TrafficBar } from '@/lib/domain/usage-view';

/** `day`, `week`, `4 weeks`: what one bar stands for. */
export function barName(traffic: readonly TrafficBar[]): string {
  const days = traffic[0]?.days ?? 1;
  if (days === 1 || traffic.length === 1) return traffic.length === 1 && days > 1 ? `${days} days` : 'day';
  return days === 7 ? 'week' : `${Math.round(days / 7)} weeks`;
}
