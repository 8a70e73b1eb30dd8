import type { ReactNode } from 'react';
import { createRegistry, useEntries, useRegistered } from '@/lib/registry';
import { useLatest } from '@/lib/use-latest';

export type PaletteEntry = {
  /** Unique over all entries. */
  id: string;
  title: string;
  /** Grey words after the title. */
  detail?: string;
  glyph?: ReactNode;
  /** More words to find it by. */
  keywords?: readonly string[];
  /** More that can be done with it: Tab lists them, and who types a verb before its name finds them. */
  actions?: readonly PaletteAction[];
} & ({ to: string; run?: undefined } | { run: () => void; to?: undefined });

/** What people type before the name of a thing to do something with it. */
export const PALETTE_VERBS = ['check', 'edit', 'open', 'history'] as const;
export type PaletteVerb = (typeof PALETTE_VERBS)[number];

export type PaletteAction = PaletteEntry & {
  verb: PaletteVerb;
  /** Worth a line of its own under the best find. */
  isOffered?: boolean;
};

/** In the order in which they are drawn. */
export const PALETTE_GROUPS = ['Dashboards', 'Do', 'Runs', 'Go to'] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

export type PaletteProvider = {
  group: PaletteGroup;
  /**
   * Entries for a text. A fixed list is filtered by the palette; a function answers from a server, is asked
   * when typing pauses, and filters itself.
   */
  entries: readonly PaletteEntry[] | ((text: string, signal: AbortSignal) => Promise<readonly PaletteEntry[]>);
};

const providers = createRegistry<() => PaletteProvider>();

/** Adds entries to the command palette, for as long as the component is mounted. */
export function usePaletteProvider(provider: PaletteProvider): void {
  useRegistered(
    providers,
    useLatest(() => provider),
  );
}

export function usePaletteProviders(): readonly (() => PaletteProvider)[] {
  return useEntries(providers);
}
