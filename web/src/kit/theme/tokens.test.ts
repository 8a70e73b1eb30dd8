import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COLOURS } from './tokens';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

const GROUPS = {
  surface: 'surface',
  border: 'border',
  text: 'text',
  accent: 'accent',
  status: 'status',
  statusFill: 'fill',
} as const;

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The two values of a variable in the stylesheet; one value stands for both themes. */
function declared(variable: string): [light: string, dark: string] | undefined {
  const value = new RegExp(`  --${variable}: ([^;]+);`).exec(css)?.[1]?.replace(/, /g, ',');
  if (value === undefined) return undefined;
  const both = /^light-dark\((rgba\([^)]*\)|[^,]+),(.+)\)$/.exec(value);
  return both ? [both[1] ?? '', both[2] ?? ''] : [value, value];
}

const cases = Object.entries(GROUPS).flatMap(([group, prefix]) => {
  const light: Record<string, string> = COLOURS.light[group as keyof typeof GROUPS];
  const dark: Record<string, string> = COLOURS.dark[group as keyof typeof GROUPS];
  return Object.keys(light).map((name) => ({
    variable: `${prefix}-${kebab(name)}`,
    light: light[name],
    dark: dark[name],
  }));
});

describe('tokens.css', () => {
  it.each(cases)('--$variable has the values of tokens.ts', ({ variable, light, dark }) => {
    expect(declared(variable)).toEqual([light, dark]);
  });

  it.each(
    COLOURS.light.chart.series.map((light, index) => ({
      index: index + 1,
      light,
      dark: COLOURS.dark.chart.series[index],
    })),
  )('--series-$index has the values of tokens.ts', ({ index, light, dark }) => {
    expect(declared(`series-${index}`)).toEqual([light, dark]);
  });
});

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('contrast in the %s theme', (mode) => {
  const { surface, text, accent, status } = COLOURS[mode];
  const surfaces = {
    canvas: surface.canvas,
    sunken: surface.sunken,
    raised: surface.raised,
    active: surface.active,
    selected: surface.selected,
  };
  const words = { primary: text.primary, secondary: text.secondary, tertiary: text.tertiary, link: accent.link };
  const pairs = Object.entries(words).flatMap(([word, colour]) =>
    Object.entries(surfaces).map(([name, ground]) => ({ word, name, colour, ground })),
  );

  it.each(pairs)('$word text on $name reaches 4.5', ({ colour, ground }) => {
    expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(status))('status %s as text reaches 4.5 on canvas and raised', (_, colour) => {
    expect(contrast(colour, surface.canvas)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour, surface.raised)).toBeGreaterThanOrEqual(4.5);
  });
});
