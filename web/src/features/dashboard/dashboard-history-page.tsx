import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { useKeptFresh } from '@/api/live';
import { RESOURCES } from '@/api/resources';
import { useDisabledReason, useProject } from '@/api/session';
import { toFailure } from '@/lib/failure';
import { counted } from '@/lib/numbers';
import { ButtonLink } from '@/kit/button/button-link';
import { Loaded } from '@/kit/page/loaded';
import { Note } from '@/kit/page/note';
import { Page, PageHead } from '@/kit/page/page';
import { EmptyState } from '@/kit/page/states';
import { LoadMore } from '@/kit/table/load-more';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { fetchVersion, useDashboardDocument, useVersions, type VersionEntry } from './dashboard-api';
import { dashboardPaths } from './dashboard-paths';
import { titleOf } from './document/dashboard-document';
import { download } from './document/download';
import { Comparison } from './history/comparison';
import { RestoreDialog } from './history/restore-dialog';
import { readPair, versionDays, withChosen, type Pair } from './history/version-days';
import { VersionRow } from './history/version-row';
import styles from './history/history.module.css';

type VersionsProps = {
  project: string;
  name: string;
  versions: readonly VersionEntry[];
  onRestore: (version: number) => void;
};

function Versions({ project, name, versions, onRestore }: VersionsProps) {
  const [params, setParams] = useSearchParams();
  const now = useNow();
  const zone = useTimeZone();
  const whyNoRestore = useDisabledReason('dashboard:write');
  const [fault, setFault] = useState<string>();
  const pair = readPair(params, versions);
  const newest = versions[0]?.version ?? 0;
  const choose = (version: number): void => {
    const next: Pair = withChosen(pair, version, newest);
    setParams({ from: String(next.from), to: String(next.to) });
  };
  const save = (version: number): void => {
    fetchVersion(project, name, version).then(
      (document) =>
        download(`${name}-version-${version}.json`, `${JSON.stringify(document, null, 2)}\n`, 'application/json'),
      (error: unknown) => setFault(toFailure(error).message),
    );
  };
  return (
    <div className={styles.columns}>
      <div className={styles.days}>
        {fault !== undefined && <Note tone="failed" title={fault} />}
        {versionDays(versions, now, zone).map((day) => (
          <section key={`${day.label} ${day.versions[0]?.version ?? 0}`} aria-label={day.label}>
            <h2 className={styles.day}>{day.label}</h2>
            <ol className={styles.list}>
              {day.versions.map((entry) => (
                <VersionRow
                  key={entry.version}
                  entry={entry}
                  isChosen={pair !== undefined && (entry.version === pair.from || entry.version === pair.to)}
                  whyNoRestore={whyNoRestore}
                  onChoose={() => choose(entry.version)}
                  onRestore={() => onRestore(entry.version)}
                  onExport={() => save(entry.version)}
                />
              ))}
            </ol>
          </section>
        ))}
      </div>
      {pair ? (
        <Comparison project={project} name={name} pair={pair} />
      ) : (
        <EmptyState title="Only one version yet">After the next save, what changed is shown here.</EmptyState>
      )}
    </div>
  );
}

/** The versions of a dashboard: who changed what when, and the way back. */
export function DashboardHistoryPage() {
  const { name = '' } = useParams();
  const { name: project } = useProject();
  const document = useDashboardDocument(project, name).data?.document;
  const query = useVersions(project, name);
  useKeptFresh(RESOURCES.history(project, name));
  const [restoring, setRestoring] = useState<number>();
  const pages = query.data?.pages;
  const versions = pages?.flatMap((page) => page.items);
  const title = document ? titleOf(document) : name;
  const current = versions?.[0]?.version ?? 0;
  return (
    <Page title={`History of ${title}`}>
      <PageHead
        title={
          versions ? `${counted(versions.length, 'version')}${query.hasNextPage ? ' and more' : ''} of ${title}` : title
        }
        sub="Choose two to see what changed between them."
        crumbs={[
          { label: 'Dashboards', to: dashboardPaths.list(project) },
          { label: title, to: dashboardPaths.view(project, name) },
        ]}
        actions={
          <ButtonLink to={dashboardPaths.view(project, name)} icon="dashboards">
            Open the dashboard
          </ButtonLink>
        }
      />
      <Loaded query={{ ...query, data: versions }} what={`The history of ${title}`}>
        {(found) => (
          <>
            <Versions project={project} name={name} versions={found} onRestore={setRestoring} />
            {query.hasNextPage && (
              <LoadMore
                shown={found.length}
                noun="version"
                hasMore
                isLoading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            )}
          </>
        )}
      </Loaded>
      {restoring !== undefined && (
        <RestoreDialog
          project={project}
          name={name}
          version={restoring}
          current={current}
          onClose={() => setRestoring(undefined)}
        />
      )}
    </Page>
  );
}
