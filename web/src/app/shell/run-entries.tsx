import { api, read, type Schema } from '@/api/client';
import { useBadges } from '@/api/badges';
import { useCan, useCurrentProject } from '@/api/session';
import { Icon } from '@/kit/icon/icon';
import { usePaletteProvider, type PaletteEntry } from '@/kit/palette/palette-registry';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { runFace } from '@/kit/status/status-table';
import { counted } from '@/lib/numbers';
import { useStartCheck } from './start-check';

const FOUND = 5;

function runEntry(path: string, run: Schema<'Run'>): PaletteEntry {
  const face = runFace(run.status);
  const to = `${path}/runs/${run.id}`;
  return {
    id: to,
    title: `Open run ${run.title}`,
    detail: [face.label, run.initiator.name].filter((word) => word !== '').join(', '),
    glyph: <StatusGlyph glyph={face.glyph} label={face.label} />,
    keywords: [run.id, `${run.resource}.${run.action}`],
    to,
  };
}

/** Checks everything. */
function useCheckAll(project: string | undefined): PaletteEntry[] {
  const badges = useBadges();
  const canStart = useCan('validation:start');
  const start = useStartCheck();
  const total = badges ? badges.failing + badges.warning + badges.unknown + badges.healthy : 0;
  if (project === undefined || !canStart || total === 0) return [];
  return [
    {
      id: 'check-all',
      title: `Check all ${counted(total, 'dashboard')} now`,
      keywords: ['check', 'everything', 'validate'],
      glyph: <Icon name="refresh" />,
      run: () => start({ project }),
    },
  ];
}

/** What the palette knows of runs on every page. */
export function useRunEntries(): void {
  const project = useCurrentProject()?.name;
  const path = `/p/${encodeURIComponent(project ?? '')}`;
  usePaletteProvider({ group: 'Do', entries: useCheckAll(project) });
  usePaletteProvider({
    group: 'Runs',
    entries: async (text, signal) => {
      if (project === undefined) return [];
      // 'run' and 'open run' are how people begin: the words after it are what they look for.
      const words = text.replace(/^(open\s+)?runs?\s+/i, '').trim();
      const params = { path: { project }, query: { limit: FOUND, ...(words === '' ? {} : { q: words }) } };
      const { items } = await read(api.GET('/api/v1/projects/{project}/runs', { params, signal }));
      return items.map((run) => runEntry(path, run));
    },
  });
}
