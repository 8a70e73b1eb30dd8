import { useEffect, useMemo, useState } from 'react';
import { usePaletteProviders } from '@/kit/palette/palette-registry';
import { matching, parseQuery, toSections, type PaletteSection } from './palette-model';

const PAUSE_MS = 120;

/** What fits the text: fixed entries at once, those of the server as they come. */
export function usePaletteSections(input: string): PaletteSection[] {
  const providers = usePaletteProviders();
  const { text, onlyActions } = parseQuery(input);
  const [found, setFound] = useState<readonly PaletteSection[]>([]);

  useEffect(() => {
    if (onlyActions) return undefined;
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      const answers = providers.flatMap((provider) => {
        const { group, entries } = provider();
        if (typeof entries !== 'function') return [];
        // A source that does not answer leaves the others as they are.
        return [
          entries(text, abort.signal).then(
            (list) => ({ group, entries: list }),
            () => ({ group, entries: [] }),
          ),
        ];
      });
      const sections = await Promise.all(answers);
      if (!abort.signal.aborted) setFound(sections);
    };
    const timer = setTimeout(() => void ask(), text === '' ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [providers, text, onlyActions]);

  return useMemo(() => {
    const fixed = providers.flatMap((provider) => {
      const { group, entries } = provider();
      return typeof entries === 'function' ? [] : [{ group, entries: matching(entries, text) }];
    });
    const sections = toSections([...(onlyActions ? [] : found), ...fixed]);
    return onlyActions ? sections.filter((section) => section.group === 'Do') : sections;
  }, [providers, found, text, onlyActions]);
}
