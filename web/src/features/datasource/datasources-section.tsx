import { useSearchParams } from 'react-router-dom';
import { useState } from 'react';
import { Button } from '@/kit/button/button';
import { Loaded } from '@/kit/page/loaded';
import { PageHead } from '@/kit/page/page';
import { EmptyState } from '@/kit/page/states';
import { useDatasources } from './api';
import { DatasourceDialog } from './datasource-dialog';
import { datasourcesSentence, sharersOf, type Datasource, type DatasourceScope } from './datasource-model';
import { DatasourcesTable } from './datasources-table';
import { DeleteDatasourceDialog } from './delete-datasource-dialog';
import { useTestDialog } from './use-test-dialog';

type DatasourcesSectionProps = {
  scope: DatasourceScope;
  /** Why the signed-in user can't change them. */
  blocked: string | undefined;
  sub: string;
  /** The answer of the page, and what to do, while there are none. */
  emptyTitle: string;
  emptyText: string;
};

/** The list of one scope with its dialogs. The address knows which one is edited: ?edit=name, ?new. */
export function DatasourcesSection({ scope, blocked, sub, emptyTitle, emptyText }: DatasourcesSectionProps) {
  const query = useDatasources(scope);
  const [params, setParams] = useSearchParams();
  const [leaving, setLeaving] = useState<Datasource>();
  const test = useTestDialog(scope);
  const edited = query.data?.find((datasource) => datasource.name === params.get('edit'));
  const isNew = params.has('new');

  const add = (
    <Button variant="filled" icon="plus" disabledReason={blocked} onClick={() => setParams({ new: '' })}>
      New datasource
    </Button>
  );
  const hasSome = (query.data?.length ?? 0) > 0;
  return (
    <>
      <PageHead
        title={query.data ? datasourcesSentence(query.data) || emptyTitle : 'Datasources'}
        sub={sub}
        actions={hasSome ? add : undefined}
      />
      <Loaded query={query} what="The datasources">
        {(datasources) =>
          datasources.length > 0 ? (
            <DatasourcesTable
              label="Datasources"
              scope={scope}
              datasources={datasources}
              onTest={test.open}
              onEdit={(datasource) => setParams({ edit: datasource.name })}
              onDelete={setLeaving}
              blocked={blocked}
            />
          ) : (
            <EmptyState title="Add a Prometheus" actions={add}>
              {emptyText}
            </EmptyState>
          )
        }
      </Loaded>
      {(edited ?? isNew) && (
        <DatasourceDialog
          scope={scope}
          before={edited}
          sharers={sharersOf(edited, query.data ?? [])}
          blocked={blocked}
          onClose={() => setParams({})}
          onSaved={(saved) => {
            setParams({});
            test.open(saved);
          }}
        />
      )}
      {leaving && <DeleteDatasourceDialog scope={scope} datasource={leaving} onClose={() => setLeaving(undefined)} />}
      {test.dialog}
    </>
  );
}
