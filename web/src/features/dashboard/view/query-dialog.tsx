import type { PanelDefinition, QueryDataType } from '@perses-dev/core';
import type { PanelData } from '@perses-dev/plugin-system';
import { counted } from '@/lib/numbers';
import { CopyButton } from '@/kit/button/copy-button';
import { Dialog } from '@/kit/overlay/dialog';
import styles from './query-dialog.module.css';

type QueryDialogProps = {
  title: string;
  definition: PanelDefinition;
  results: readonly PanelData<QueryDataType>[];
  onClose: () => void;
};

/** The text of a query as it was asked, with the values of the variables; else as it is written. */
function queryText(definition: PanelDefinition, index: number, results: QueryDialogProps['results']): string {
  const asked = results[index]?.data.metadata;
  if (asked && 'executedQueryString' in asked && typeof asked.executedQueryString === 'string') {
    return asked.executedQueryString;
  }
  const spec: unknown = definition.spec.queries?.[index]?.spec.plugin.spec;
  if (typeof spec === 'object' && spec !== null && 'query' in spec && typeof spec.query === 'string') return spec.query;
  return JSON.stringify(spec, null, 2);
}

function lineCount(result: PanelData<QueryDataType> | undefined): string {
  if (!result || !('series' in result.data) || !Array.isArray(result.data.series)) return 'no answer yet';
  return counted(result.data.series.length, 'line');
}

export function QueryDialog({ title, definition, results, onClose }: QueryDialogProps) {
  const queries = definition.spec.queries ?? [];
  return (
    <Dialog
      title={`Queries of ${title}`}
      description="As they were asked last, with the values of the variables."
      onClose={onClose}
      width="wide"
    >
      <ul className={styles.queries}>
        {queries.map((query, index) => {
          const text = queryText(definition, index, results);
          return (
            <li key={`${index} ${query.kind}`}>
              <div className={styles.head}>
                <span>
                  Query {index + 1}, {lineCount(results[index])}
                </span>
                <CopyButton text={text} label={`Copy query ${index + 1}`} />
              </div>
              <pre className={styles.query}>{text}</pre>
            </li>
          );
        })}
        {queries.length === 0 && <li>This panel has no queries.</li>}
      </ul>
    </Dialog>
  );
}
