import { useNavigate, useSearchParams } from 'react-router-dom';
import { useMe, type Membership } from '@/api/session';
import { Button } from '@/kit/button/button';
import { Page, PageHead } from '@/kit/page/page';
import { DeniedPanel } from '@/kit/page/states';
import { DataTable } from '@/kit/table/data-table';
import { counted, orDash } from '@/lib/numbers';
import { leaveUnasked } from '@/lib/unsaved-work';
import { Link } from 'react-router-dom';
import { NewProjectDialog } from './new-project-dialog';
import styles from './account.module.css';

function titleOf(project: Membership): string {
  return project.display_name === '' ? project.name : project.display_name;
}

function pathOf(project: Membership): string {
  const page = project.permissions.includes('dashboard:read') ? 'dashboards' : 'settings/members';
  return `/p/${encodeURIComponent(project.name)}/${page}`;
}

/** The projects of this server, for administrators: who makes one is its owner. */
export function ProjectsPage() {
  const { user, projects } = useMe();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  if (!user.is_admin) {
    return (
      <Page title="Projects">
        <DeniedPanel
          title="Projects are made by administrators"
          facts={[
            { name: 'What you need', value: 'an administrator of this server' },
            { name: 'Who can make you one', value: 'an administrator, on the page Users' },
            { name: 'What you can do', value: 'ask one for a project, and its owner to add you' },
          ]}
        >
          You are signed in as {user.login}, who is no administrator.
        </DeniedPanel>
      </Page>
    );
  }
  return (
    <Page title="Projects">
      <PageHead
        title={counted(projects.length, 'project')}
        sub="A project has its own dashboards, datasources and members, and sees nothing of the others."
        actions={
          <Button variant="filled" icon="plus" onClick={() => setParams({ new: '' })}>
            New project
          </Button>
        }
      />
      <DataTable
        label="Projects"
        rows={projects}
        rowKey={({ name }) => name}
        rowTo={pathOf}
        columns={[
          {
            key: 'title',
            head: 'Project',
            cell: (project) => (
              <Link className={`cut ${styles.name}`} to={pathOf(project)}>
                {titleOf(project)}
              </Link>
            ),
          },
          { key: 'name', head: 'URL name', width: '30%', cell: ({ name }) => <span className="cut">{name}</span> },
          { key: 'role', head: 'Your role', width: '20%', cell: ({ role }) => orDash(role) },
        ]}
        narrow={(project) => ({ title: titleOf(project), end: project.role, detail: project.name })}
      />
      {params.has('new') && (
        <NewProjectDialog
          onClose={() => setParams({})}
          onCreated={(name) => leaveUnasked(() => navigate(`/p/${encodeURIComponent(name)}/dashboards`))}
        />
      )}
    </Page>
  );
}
