import { CopyButton } from '@/kit/button/copy-button';
import { Card } from '@/kit/page/card';
import { Loaded } from '@/kit/page/loaded';
import { DataTable } from '@/kit/table/data-table';
import { Code } from '@/kit/text/code';
import { counted } from '@/lib/numbers';
import { useKeptServers } from './api';
import styles from './datasource.module.css';

/** Servers that projects reach as they did before there was a list for them. Nothing where there are none. */
export function KeptServersCard() {
  const query = useKeptServers();
  return (
    <Loaded query={query} what="The servers that are kept from before">
      {(servers) => {
        if (servers.length === 0) return null;
        const entries = [...new Set(servers.map(({ server }) => server))].join(',');
        return (
          <Card title="Kept from before" note={counted(servers.length, 'server')} isFlush>
            <div className={styles.why}>
              <p>
                Datasources of projects led to these servers before projects had a list of their own. For them, and for
                them only, <Code>outbound_allow</Code> goes on to count. Add them to what{' '}
                <Code>outbound_allow_projects</Code> or <Code>DASHKEEP_OUTBOUND_ALLOW_PROJECTS</Code> lists and restart
                Dashkeep, so that the settings say what projects reach; or delete the datasources that lead there.
              </p>
              <div className={styles.entries}>
                <code className={styles.setting}>{entries}</code>
                <CopyButton text={entries} label="Copy the servers" />
              </div>
            </div>
            <DataTable
              label="Servers kept from before"
              isFramed={false}
              rows={servers}
              rowKey={({ project, server }) => `${project} ${server}`}
              columns={[
                { key: 'server', head: 'Server', cell: ({ server }) => <span className="cut">{server}</span> },
                { key: 'project', head: 'Project', width: '40%', cell: ({ project }) => project },
              ]}
              narrow={({ project, server }) => ({ title: server, detail: project })}
            />
          </Card>
        );
      }}
    </Loaded>
  );
}
