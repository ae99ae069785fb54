import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Ink blue: the plan. White text passes AA on shades 6 and 7, shade 4 as text on the dark page. */
const ink: MantineColorsTuple = [
  '#eef4fb',
  '#d9e6f5',
  '#b7cfeb',
  '#93b8e4',
  '#7fb0ea',
  '#5b93d6',
  '#3a72bd',
  '#1f5296',
  '#173f75',
  '#102d56',
];

/** Paper greys; shade 6 is the dimmed text and passes AA on the page. */
const gray: MantineColorsTuple = [
  '#f8f7f3',
  '#f1efea',
  '#e7e4dc',
  '#dcd8ce',
  '#c8c4b9',
  '#9d9a92',
  '#61656b',
  '#474b50',
  '#33363a',
  '#1f2124',
];

const dark: MantineColorsTuple = [
  '#dcdee0',
  '#bcc0c4',
  '#a0a6ac',
  '#767d85',
  '#4b5158',
  '#3a3f45',
  '#2d3136',
  '#1c1f23',
  '#15171a',
  '#0f1113',
];

const systemFont =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "Helvetica Neue", Arial, sans-serif';

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, gray, dark },
  fontFamily: systemFont,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontFamily: systemFont, fontWeight: '600' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The drawer’s own header is no banner of the page.
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
  },
});
