import { expect, it } from 'vitest';
import { isCurrentScreen, withScenario } from './screens';

it('withScenario carries the scenario and nothing else', () => {
  const present = new URLSearchParams('w=march&policy=3&asOf=logged&tab=open&rpd=1000&p=a%26b&books=x,y');
  expect(withScenario('/bills', present)).toBe('/bills?w=march&policy=3&p=a%26b&books=x%2Cy&asOf=logged&rpd=1000');
});

it('withScenario leaves the address bare where there is no scenario', () => {
  expect(withScenario('/bills', new URLSearchParams('tab=open'))).toBe('/bills');
});

it('isCurrentScreen matches a screen and what lies under it, the overview only itself', () => {
  expect(isCurrentScreen('/', '/')).toBe(true);
  expect(isCurrentScreen('/', '/usage')).toBe(false);
  expect(isCurrentScreen('/usage', '/usage/4')).toBe(true);
  expect(isCurrentScreen('/usage', '/usages')).toBe(false);
});
