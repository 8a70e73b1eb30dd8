import { useEffect, useMemo, useState } from 'react';
import { usePaletteProviders } from '@/kit/palette/palette-registry';
import { matching, parseQuery, toSections, type PaletteSection } from './palette-model';

const PAUSE_MS = 120;

type Found = { text: string; sections: readonly PaletteSection[] };
const NOTHING_YET: Found = { text: '', sections: [] };

/**
 * What fits the text: fixed entries at once, those of the server as they come. Until then the server's last ones
 * stay as far as they fit, and isSettled is false.
 */
export function usePaletteSections(input: string): { sections: PaletteSection[]; isSettled: boolean } {
  const providers = usePaletteProviders();
  const { text, onlyActions } = parseQuery(input);
  const [found, setFound] = useState(NOTHING_YET);

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
      if (!abort.signal.aborted) setFound({ text, sections });
    };
    const timer = setTimeout(() => void ask(), text === '' ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [providers, text, onlyActions]);

  const isSettled = onlyActions || (found !== NOTHING_YET && found.text === text);
  const sections = useMemo(() => {
    const fixed = providers.flatMap((provider) => {
      const { group, entries } = provider();
      return typeof entries === 'function' ? [] : [{ group, entries: matching(entries, text) }];
    });
    const fromServer = onlyActions ? [] : fitting(found, text);
    const all = toSections([...fromServer, ...fixed]);
    return onlyActions ? all.filter((section) => section.group === 'Do') : all;
  }, [providers, found, text, onlyActions]);
  return { sections, isSettled };
}

/** What was found for another text is shown as far as its titles fit this one. */
function fitting({ text: asked, sections }: Found, text: string): readonly PaletteSection[] {
  if (asked === text) return sections;
  return sections.map(({ group, entries }) => ({ group, entries: matching(entries, text) }));
}
