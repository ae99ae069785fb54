const PATHS = {
  up: 'M8 12.5v-9M4 7l4-4 4 4',
  down: 'M8 3.5v9M4 9l4 4 4-4',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
  remove: 'M4 4l8 8M12 4l-8 8',
  open: 'M4 6.5l4 4 4-4',
  undo: 'M6 3.5L2.5 7 6 10.5M2.5 7h7a4 3 0 0 1 0 6H7',
  redo: 'M10 3.5L13.5 7 10 10.5M13.5 7h-7a4 3 0 0 0 0 6H9',
} as const;

export function RowIcon({ icon }: { readonly icon: keyof typeof PATHS }) {
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <path d={PATHS[icon]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
