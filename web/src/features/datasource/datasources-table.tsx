import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { Tag } from '@/kit/chip/tag';
import { DataTable } from '@/kit/table/data-table';
import type { Column } from '@/kit/table/table-column';
import { orDash } from '@/lib/numbers';
import type { Datasource, DatasourceScope } from './datasource-model';
import { LastTest } from './last-test';
import styles from './datasource.module.css';

type DatasourcesTableProps = {
  label: string;
  scope: DatasourceScope;
  datasources: readonly Datasource[];
  isFramed?: boolean;
  onTest: (datasource: Datasource) => void;
  /** Without it the list is only shown. */
  onEdit?: (datasource: Datasource) => void;
  onDelete?: (datasource: Datasource) => void;
  blocked?: string | undefined;
};

function marks({ isDefault, isEmbedded, tenantLabel }: Datasource): string[] {
  return [
    isDefault ? 'default' : '',
    isEmbedded ? 'built in' : '',
    tenantLabel === '' ? '' : `per ${tenantLabel}`,
  ].filter((mark) => mark !== '');
}

function address({ isEmbedded, url }: Datasource): string {
  return isEmbedded ? 'inside Dashkeep' : orDash(url);
}

export function DatasourcesTable({
  label,
  scope,
  datasources,
  isFramed = true,
  onTest,
  onEdit,
  onDelete,
  blocked,
}: DatasourcesTableProps) {
  const actions = (datasource: Datasource) => (
    <span className={styles.actions}>
      <Button size="small" aria-label={`Test ${datasource.name}`} onClick={() => onTest(datasource)}>
        Test
      </Button>
      {onEdit && (
        <IconButton icon="edit" label={`Edit ${datasource.name}`} size="small" onClick={() => onEdit(datasource)} />
      )}
      {onDelete && (
        <IconButton
          icon="trash"
          label={`Delete ${datasource.name}`}
          size="small"
          disabledReason={datasource.isEmbedded ? 'It is built in and stays.' : blocked}
          onClick={() => onDelete(datasource)}
        />
      )}
    </span>
  );
  const columns: Column<Datasource>[] = [
    {
      key: 'name',
      head: 'Name',
      cell: (datasource) => (
        <>
          <span className={`cut ${styles.name}`}>{datasource.title}</span>
          {marks(datasource).map((mark) => (
            <Tag key={mark}>{mark}</Tag>
          ))}
        </>
      ),
    },
    {
      key: 'url',
      head: 'Address',
      width: '28%',
      cell: (datasource) => <span className="cut">{address(datasource)}</span>,
    },
    {
      key: 'state',
      head: 'Last test',
      width: '14rem',
      cell: ({ name }) => <LastTest scope={scope} name={name} none="–" />,
    },
    {
      key: 'interval',
      head: 'Scrape interval',
      width: '12%',
      isSecondary: true,
      cell: ({ scrapeInterval }) => orDash(scrapeInterval),
    },
    { key: 'actions', head: <span className="sr-only">Actions</span>, width: '9.5rem', align: 'end', cell: actions },
  ];
  return (
    <DataTable
      label={label}
      rows={datasources}
      rowKey={(datasource) => datasource.name}
      columns={columns}
      isFramed={isFramed}
      narrow={(datasource) => ({
        title: datasource.title,
        detail: (
          <LastTest
            scope={scope}
            name={datasource.name}
            none={[address(datasource), ...marks(datasource)].join(', ')}
          />
        ),
        detailEnd: actions(datasource),
      })}
    />
  );
}
