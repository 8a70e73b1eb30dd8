import { useDisabledReason } from '@/api/session';
import { IconButton } from '@/kit/button/icon-button';
import { Menu } from '@/kit/overlay/menu';
import { exportUrl, type CatalogEntry } from '../dashboard-api';
import { dashboardPaths } from '../dashboard-paths';
import type { DashboardActions } from './use-dashboard-actions';

type RowMenuProps = { project: string; entry: CatalogEntry; actions: DashboardActions };

export function entryTitle(entry: Pick<CatalogEntry, 'name' | 'display_name'>): string {
  return entry.display_name === '' ? entry.name : entry.display_name;
}

/** What can be done with a dashboard of the list. */
export function RowMenu({ project, entry, actions }: RowMenuProps) {
  const whyNot = useDisabledReason('dashboard:write');
  const title = entryTitle(entry);
  const { name } = entry;
  return (
    <Menu
      label={title}
      align="end"
      items={[
        { label: 'Open', icon: 'dashboards', to: dashboardPaths.view(project, name) },
        { label: 'Edit', icon: 'edit', to: dashboardPaths.edit(project, name), disabledReason: whyNot },
        { label: 'History', icon: 'history', to: dashboardPaths.history(project, name) },
        {
          label: 'Export as JSON',
          icon: 'download',
          startsGroup: true,
          onSelect: () => window.location.assign(exportUrl(project, name, 'json')),
        },
        {
          label: 'Export as YAML',
          icon: 'download',
          onSelect: () => window.location.assign(exportUrl(project, name, 'yaml')),
        },
        { label: 'Duplicate', icon: 'copy', onSelect: () => actions.duplicate(name), disabledReason: whyNot },
        {
          label: 'Move to bin',
          icon: 'trash',
          isDanger: true,
          startsGroup: true,
          disabledReason: whyNot,
          onSelect: () => actions.archive(name, title),
        },
      ]}
      trigger={(control) => <IconButton {...control} icon="more" label={`More about ${title}`} size="small" />}
    />
  );
}
