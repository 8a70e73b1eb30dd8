import { useDisabledReason, useMe, useProject } from '@/api/session';
import { Loaded } from '@/kit/page/loaded';
import { Page } from '@/kit/page/page';
import { DeniedPanel } from '@/kit/page/states';
import { Card } from '@/kit/page/card';
import { useDatasources } from './api';
import { DatasourcesSection } from './datasources-section';
import { DatasourcesTable } from './datasources-table';
import { KeptServersCard } from './kept-servers-card';
import { useTestDialog } from './use-test-dialog';

const GLOBAL = { project: undefined };

/** Where the panels of a project get their data. */
export function ProjectDatasourcesPage() {
  const project = useProject();
  const blocked = useDisabledReason('datasource:manage');
  return (
    <Page title="Datasources">
      <DatasourcesSection
        scope={{ project: project.name }}
        blocked={blocked}
        sub={`Panels of ${project.name} ask these. The browser never talks to them: Dashkeep does.`}
        emptyTitle={`${project.name} has no datasources of its own`}
        emptyText={`Panels of ${project.name} ask the global datasources. A Prometheus or Thanos of its own needs its URL.`}
      />
      <GlobalToo />
    </Page>
  );
}

/** The datasources of the whole server, which every project can use. */
export function GlobalDatasourcesPage() {
  const { user } = useMe();
  if (!user.is_admin) {
    return (
      <Page title="Global datasources">
        <DeniedPanel
          title="Global datasources are for administrators"
          facts={[
            { name: 'What you need', value: 'an administrator of this server' },
            { name: 'Who can make you one', value: 'an administrator, on the page Users' },
            { name: 'What you can do', value: 'see and test them under Datasources of a project' },
          ]}
        >
          You are signed in as {user.login}, who is no administrator.
        </DeniedPanel>
      </Page>
    );
  }
  return (
    <Page title="Global datasources">
      <DatasourcesSection
        scope={GLOBAL}
        blocked={undefined}
        sub="Every project can use these. A shared one needs a tenant label, so that projects see only their own."
        emptyTitle="No global datasources"
        emptyText="A Prometheus or Thanos that every project can use needs its URL."
      />
      <KeptServersCard />
    </Page>
  );
}

function GlobalToo() {
  const query = useDatasources(GLOBAL);
  const test = useTestDialog(GLOBAL);
  return (
    <Loaded query={query} what="The global datasources">
      {(datasources) =>
        datasources.length > 0 && (
          <Card title="Global" note="usable here, managed by administrators" isFlush>
            <DatasourcesTable
              label="Global datasources"
              isFramed={false}
              scope={GLOBAL}
              datasources={datasources}
              onTest={test.open}
            />
            {test.dialog}
          </Card>
        )
      }
    </Loaded>
  );
}
