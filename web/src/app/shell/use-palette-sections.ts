import { useEffect, useMemo, useState } from 'react';
import { usePaletteProviders } from '@/kit/palette/palette-registry';
import { actionsOf, matching, parseQuery, toSections, type PaletteQuery, type PaletteSection } from './palette-model';

const PAUSE_MS = 120;

type Found = { text: string; sections: readonly PaletteSection[] };
const NOTHING_YET: Found = { text: '', sections: [] };

/**
 * What fits the text: fixed entries at once, those of the server as they come. Until then the server's last ones
 * stay as far as they fit, and isSettled is false.
 */
export function usePaletteSections(input: string): { sections: PaletteSection[]; isSettled: boolean } {
  const providers = usePaletteProviders();
  const query = useMemo(() => parseQuery(input), [input]);
  const { text, onlyActions, verb } = query;
  // What can be done with a thing has to be asked for; the other actions are known.
  const isAsked = !onlyActions || verb !== undefined;
  const [found, setFound] = useState(NOTHING_YET);

  useEffect(() => {
    if (!isAsked) return undefined;
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
  }, [providers, text, isAsked]);

  const isSettled = !isAsked || (found !== NOTHING_YET && found.text === text);
  const sections = useMemo(() => {
    const fixed = providers.flatMap((provider) => {
      const { group, entries } = provider();
      return typeof entries === 'function' ? [] : [{ group, entries: matching(entries, text) }];
    });
    const fromServer = isAsked ? fitting(found, query) : [];
    const finds = fromServer.flatMap(({ group, entries }) => (group === 'Dashboards' ? entries : []));
    const done = { group: 'Do' as const, entries: actionsOf(finds, query) };
    const all = toSections([...fromServer, done, ...fixed], verb === undefined ? undefined : 'Do');
    return onlyActions ? all.filter((section) => section.group === 'Do') : all;
  }, [providers, found, query, text, verb, isAsked, onlyActions]);
  return { sections, isSettled };
}

/** What was found for another text is shown as far as its titles fit this one. */
function fitting({ text: asked, sections }: Found, { text, words }: PaletteQuery): readonly PaletteSection[] {
  if (asked === text) return sections;
  return sections.map(({ group, entries }) => ({ group, entries: matching(entries, words) }));
}
