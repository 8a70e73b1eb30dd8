import { useCan } from '@/api/session';
import { Icon } from '@/kit/icon/icon';
import { usePaletteProvider, type PaletteEntry } from '@/kit/palette/palette-registry';
import { dashboardPaths } from '../dashboard-paths';
import { titleOf, type DashboardDocument } from '../document/dashboard-document';

type ViewPaletteProps = { project: string; document: DashboardDocument; onCheck: () => void };

/** What the command palette can do with the dashboard that is shown. */
export function ViewPalette({ project, document, onCheck }: ViewPaletteProps) {
  const { name } = document.metadata;
  const canEdit = useCan('dashboard:write');
  const canCheck = useCan('validation:start');
  const detail = titleOf(document);
  const entries: PaletteEntry[] = [
    ...(canEdit
      ? [
          {
            id: 'edit-this',
            title: 'Edit this dashboard',
            detail,
            glyph: <Icon name="edit" />,
            to: dashboardPaths.edit(project, name),
          },
        ]
      : []),
    ...(canCheck
      ? [{ id: 'check-this', title: 'Check this dashboard now', detail, glyph: <Icon name="play" />, run: onCheck }]
      : []),
    {
      id: 'history-this',
      title: 'History of this dashboard',
      detail,
      glyph: <Icon name="history" />,
      to: dashboardPaths.history(project, name),
    },
  ];
  usePaletteProvider({ group: 'Do', entries });
  return null;
}
