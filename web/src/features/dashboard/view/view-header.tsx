import { Link, useNavigate } from 'react-router-dom';
import { useDisabledReason } from '@/api/session';
import { ButtonLink } from '@/kit/button/button-link';
import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { Menu, type MenuItem } from '@/kit/overlay/menu';
import { useCatalogEntry } from '@/api/queries/catalog';
import { exportUrl } from '../dashboard-api';
import { dashboardPaths } from '../dashboard-paths';
import { titleOf, type DashboardDocument } from '../document/dashboard-document';
import { useFavourites } from '../favourites';
import { StarButton } from '../star-button';
import { useDashboardActions } from '../list/use-dashboard-actions';
import { HealthPill } from './health-pill';
import styles from './view-header.module.css';

type ViewHeaderProps = {
  project: string;
  document: DashboardDocument;
  isFullScreen: boolean;
  onFullScreen: () => void;
  onCheck: () => void;
};

function EditButton({ to, whyNot }: { to: string; whyNot: string | undefined }) {
  if (whyNot === undefined) {
    return (
      <ButtonLink to={to} icon="edit">
        Edit
      </ButtonLink>
    );
  }
  return (
    <Button icon="edit" disabledReason={whyNot}>
      Edit
    </Button>
  );
}

export function ViewHeader({ project, document, isFullScreen, onFullScreen, onCheck }: ViewHeaderProps) {
  const { name } = document.metadata;
  const title = titleOf(document);
  const favourites = useFavourites(project);
  const entry = useCatalogEntry(project, name).data;
  const whyNoEdit = useDisabledReason('dashboard:write');
  const whyNoCheck = useDisabledReason('validation:start');
  const actions = useDashboardActions(project);
  const navigate = useNavigate();
  const items: MenuItem[] = [
    { label: 'History', icon: 'history', to: dashboardPaths.history(project, name) },
    { label: 'Check now', icon: 'play', onSelect: onCheck, disabledReason: whyNoCheck },
    {
      label: isFullScreen ? 'Leave full screen' : 'Full screen',
      icon: isFullScreen ? 'shrink' : 'expand',
      hint: 'f',
      onSelect: onFullScreen,
    },
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
    { label: 'Duplicate', icon: 'copy', onSelect: () => actions.duplicate(name), disabledReason: whyNoEdit },
    {
      label: 'Move to bin',
      icon: 'trash',
      startsGroup: true,
      isDanger: true,
      disabledReason: whyNoEdit,
      onSelect: () => actions.archive(name, title, () => navigate(dashboardPaths.list(project))),
    },
  ];
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        {!isFullScreen && (
          <nav className={styles.crumbs} aria-label="Where this page is">
            <Link to={dashboardPaths.list(project)}>Dashboards</Link>
            <span aria-hidden="true">/</span>
          </nav>
        )}
        <h1 className={styles.title}>{title}</h1>
        <StarButton favourites={favourites} name={name} title={title} />
        {entry && <HealthPill project={project} entry={entry} />}
      </div>
      <div className={styles.actions}>
        {isFullScreen ? (
          <IconButton icon="shrink" label="Leave full screen" keys="f" variant="outlined" onClick={onFullScreen} />
        ) : (
          <EditButton to={dashboardPaths.edit(project, name)} whyNot={whyNoEdit} />
        )}
        <Menu
          label="More"
          align="end"
          items={items}
          trigger={(control) => <IconButton {...control} icon="more" label="More" variant="outlined" />}
        />
      </div>
    </header>
  );
}
