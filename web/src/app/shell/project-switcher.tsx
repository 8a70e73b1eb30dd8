import { useLocation } from 'react-router-dom';
import { useCurrentProject, useMe } from '@/api/session';
import { Icon } from '@/kit/icon/icon';
import { Menu, type MenuItem } from '@/kit/overlay/menu';
import { pathInProject } from './nav-model';
import styles from './top-bar.module.css';

export function ProjectSwitcher() {
  const { projects, user } = useMe();
  const current = useCurrentProject();
  const { pathname } = useLocation();
  const make: MenuItem = { label: 'New project', icon: 'plus', startsGroup: true, to: '/admin/projects?new=' };
  if (projects.length === 0) return null;
  return (
    <Menu
      label="Projects"
      items={[
        ...projects.map((project) => ({
          label: project.display_name === '' ? project.name : project.display_name,
          hint: project.role,
          isChosen: project.name === current?.name,
          to: pathInProject(pathname, project.name),
        })),
        ...(user.is_admin ? [make] : []),
      ]}
      trigger={(control) => (
        <button type="button" className={styles.project} {...control}>
          <Icon name="project" />
          <span className="sr-only">Project</span>
          <span className="cut">
            {current?.display_name === '' ? current.name : (current?.display_name ?? 'No project')}
          </span>
          <Icon name="chevronsUpDown" size="small" />
        </button>
      )}
    />
  );
}
