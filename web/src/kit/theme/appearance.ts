import { useSyncExternalStore } from 'react';
import type { ColourMode } from './tokens';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

export const DENSITIES = ['compact', 'default', 'roomy'] as const;
export type Density = (typeof DENSITIES)[number];

export type Appearance = { theme: ThemeChoice; density: Density };

// The keys are also read by public/theme.js, before the first paint.
const THEME_KEY = 'dashkeep.theme';
const DENSITY_KEY = 'dashkeep.density';

const listeners = new Set<() => void>();
let current: Appearance = read();

function isOneOf<T extends string>(values: readonly T[], value: unknown): value is T {
  return values.some((candidate) => candidate === value);
}

export function isThemeChoice(value: unknown): value is ThemeChoice {
  return isOneOf(THEME_CHOICES, value);
}

export function isDensity(value: unknown): value is Density {
  return isOneOf(DENSITIES, value);
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function read(): Appearance {
  const theme = stored(THEME_KEY);
  const density = stored(DENSITY_KEY);
  return { theme: isThemeChoice(theme) ? theme : 'system', density: isDensity(density) ? density : 'default' };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Applies a theme or a density to the page at once and remembers it in this browser. */
export function setAppearance(change: Partial<Appearance>): void {
  current = { ...current, ...change };
  const { dataset } = document.documentElement;
  if (current.theme === 'system') delete dataset['theme'];
  else dataset['theme'] = current.theme;
  if (current.density === 'default') delete dataset['density'];
  else dataset['density'] = current.density;
  try {
    localStorage.setItem(THEME_KEY, current.theme);
    localStorage.setItem(DENSITY_KEY, current.density);
  } catch {
    // Storage is closed: the choice holds until the page is left.
  }
  for (const listener of listeners) listener();
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, () => current);
}

const DARK_QUERY = '(prefers-color-scheme: dark)';

function subscribeSystem(listener: () => void): () => void {
  const query = window.matchMedia(DARK_QUERY);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** The theme that is drawn now, for code that can't use CSS variables (charts, the MUI theme). */
export function useColourMode(): ColourMode {
  const { theme } = useAppearance();
  const systemIsDark = useSyncExternalStore(subscribeSystem, () => window.matchMedia(DARK_QUERY).matches);
  if (theme === 'system') return systemIsDark ? 'dark' : 'light';
  return theme;
}
