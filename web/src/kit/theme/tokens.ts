/**
 * The design tokens as values, for code that can't read CSS variables: the MUI theme and the charts.
 * `tokens.css` holds the same values for stylesheets; `tokens.test.ts` keeps the two equal.
 */
export const COLOURS = {
  light: {
    surface: {
      canvas: '#ffffff',
      rail: '#f6f7f9',
      sunken: '#f6f7f9',
      raised: '#ffffff',
      hover: '#f1f3f6',
      active: '#e9ecf1',
      selected: '#f1f0fc',
      tooltip: '#272c3d',
      scrim: 'rgba(20,24,31,0.28)',
    },
    border: {
      subtle: '#eceef2',
      default: '#dde1e7',
      strong: '#b4bbc6',
      control: '#868f9d',
      selected: '#c9c6f2',
    },
    text: {
      primary: '#14181f',
      secondary: '#465060',
      tertiary: '#5c6777',
      onInk: '#ffffff',
      onTooltip: '#ffffff',
    },
    accent: {
      ink: '#181d26',
      focus: '#5a55d6',
      link: '#4440b8',
    },
    status: {
      queued: '#5f6b7a',
      running: '#1d5fd1',
      needsInput: '#c026a3',
      ok: '#00856f',
      warning: '#b25e00',
      failed: '#8f0f1e',
      unknown: '#5f6b7a',
      neutral: '#5f6b7a',
    },
    statusFill: {
      okMark: '#46a493',
      ok: '#e3f4f0',
      warning: '#fdf1df',
      failed: '#f9e7e9',
      running: '#e8f0fd',
      needsInput: '#fbeaf8',
      unknown: '#f1f3f6',
      hatchLine: '#c3cad4',
      hatchBase: '#f6f7f9',
    },
    chart: {
      grid: '#e9ebf0',
      axis: '#c9ced7',
      crosshair: '#5c6777',
      alertLine: '#b25e00',
      alertShade: '#fdf1df',
      series: [
        '#676aea',
        '#17a0b7',
        '#a29361',
        '#452838',
        '#4e7513',
        '#5e369e',
        '#062e6e',
        '#693f15',
        '#845e9a',
        '#1d585d',
      ],
    },
    shadow: {
      overlay: '0 0 0 1px rgba(20,24,31,0.06), 0 8px 28px rgba(20,24,31,0.14), 0 2px 6px rgba(20,24,31,0.06)',
      sheet: '-12px 0 32px rgba(20,24,31,0.06)',
      card: 'none',
    },
  },
  dark: {
    surface: {
      canvas: '#151820',
      rail: '#10131a',
      sunken: '#10131a',
      raised: '#1a1e27',
      hover: '#1e232d',
      active: '#272d39',
      selected: '#20213a',
      tooltip: '#2a3040',
      scrim: 'rgba(6,8,12,0.6)',
    },
    border: {
      subtle: '#222732',
      default: '#2e3542',
      strong: '#4c5668',
      control: '#6e798c',
      selected: '#3e3f73',
    },
    text: {
      primary: '#ebeef3',
      secondary: '#b2bac7',
      tertiary: '#8c96a5',
      onInk: '#14171e',
      onTooltip: '#ffffff',
    },
    accent: {
      ink: '#ebeef3',
      focus: '#8f8cff',
      link: '#b4b2ff',
    },
    status: {
      queued: '#8a94a3',
      running: '#5aa2ff',
      needsInput: '#f08ce0',
      ok: '#2fd0a5',
      warning: '#ffc145',
      failed: '#ff5c5c',
      unknown: '#8a94a3',
      neutral: '#8a94a3',
    },
    statusFill: {
      okMark: '#22735f',
      ok: '#15302e',
      warning: '#352c1a',
      failed: '#3a1f25',
      running: '#182a42',
      needsInput: '#35233a',
      unknown: '#1f242e',
      hatchLine: '#3b4453',
      hatchBase: '#191d26',
    },
    chart: {
      grid: '#252b36',
      axis: '#3a4352',
      crosshair: '#8c96a5',
      alertLine: '#ffc145',
      alertShade: '#352c1a',
      series: [
        '#a385fb',
        '#94f1fc',
        '#c6a93b',
        '#91586b',
        '#e4e78f',
        '#6c56d7',
        '#a7baff',
        '#b57b55',
        '#8f72b2',
        '#63b2a7',
      ],
    },
    shadow: {
      overlay: '0 0 0 1px rgba(255,255,255,0.08), 0 10px 32px rgba(0,0,0,0.55), 0 2px 6px rgba(0,0,0,0.4)',
      sheet: '-12px 0 32px rgba(0,0,0,0.3)',
      card: 'none',
    },
  },
} as const;

export type ColourMode = keyof typeof COLOURS;

export const FONTS = {
  text: "'Inter Variable', system-ui, sans-serif",
  mono: "'JetBrains Mono Variable', ui-monospace, monospace",
} as const;

/** Widths in px at which the layout changes; stylesheets repeat them in their media queries. */
/**
 * Widths of the window in px up to which a form holds. `phone`: panels stand below each other. `narrow`: tabs at the
 * bottom, rows of two lines. `mid`: the rail is folded.
 */
export const BREAKPOINTS = { phone: 600, narrow: 900, mid: 1199 } as const;

export const RADII = { mark: 1, tag: 4, chip: 5, panel: 4, control: 6, card: 6, dialog: 10, pill: 12 } as const;

/** Heights of controls and rows in px. */
export const SIZES = {
  control: 30,
  controlSmall: 26,
  controlLarge: 34,
  row: { compact: 28, default: 34, roomy: 42 },
  sheet: 432,
  dialog: 560,
} as const;

/** Durations in ms. */
export const MOTION = { fast: 80, base: 140, slow: 220, turn: 1200, skeletonDelay: 300 } as const;
