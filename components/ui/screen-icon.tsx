import type { ScreenIcon as Icon } from './screens';

const PATHS: { readonly [icon in Icon]: string } = {
  overview: 'M2.5 2.5h11v11h-11zM2.5 6.5h11M7 6.5v7',
  usage: 'M8 10.5v-8M5 5.5l3-3 3 3M2.5 10v3.5h11V10',
  catalog: 'M3 3.5h10M3 8h10M3 12.5h10M6 2v12',
  studio: 'M2 4.5h7M13 4.5h1M2 11.5h1M7 11.5h7M11 2.5v4M5 9.5v4',
  compare: 'M2.5 13.5V6M6.5 13.5v-11M9.5 13.5V8M13.5 13.5V4.5',
  replan: 'M13 6.5A5.5 5.5 0 0 0 3 5M3 2v3h3M3 9.5A5.5 5.5 0 0 0 13 11M13 14v-3h-3',
  return: 'M2 13.5h12M2.5 11l4-4 2.5 2.5L13.5 4M10.5 4h3v3',
  bills: 'M3.5 2h9v12l-2.25-1.5L8 14l-2.25-1.5L3.5 14zM6 5.5h4M6 8.5h4',
  export: 'M9 2.5h4.5V7M13.5 2.5L7.5 8.5M11.5 9.5v4h-9v-9h4',
};

export function ScreenIcon({ icon }: { readonly icon: Icon }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      aria-hidden="true"
    >
      <path d={PATHS[icon]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
