import type { QueryDataType } from '@perses-dev/core';
import { useTimeRange, type PanelData } from '@perses-dev/plugin-system';
import { formatDuration } from '@/lib/duration';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { Code } from '@/kit/text/code';
import { quietWords } from '../query/quiet-words';
import { executedQuery, useUnknownMetrics } from '../query/unknown-metrics';
import { useCanEdit } from './can-edit';
import styles from './no-data.module.css';

type NothingToDrawProps = { title: string; text: string };

/** A panel that draws nothing whatever the source answers. */
export function NothingToDraw({ title, text }: NothingToDrawProps) {
  return (
    <div className={styles.none} data-state="empty">
      <StatusGlyph glyph="unknown" />
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{text}</p>
    </div>
  );
}

/** What stands where every sample is NaN or infinite: neither has a place on an axis. */
export function NoNumbers({ instead }: { instead: string }) {
  const { absoluteTimeRange } = useTimeRange();
  const length = formatDuration(absoluteTimeRange.end.getTime() - absoluteTimeRange.start.getTime());
  return (
    <div className={styles.none} data-state="numberless">
      <hr className={styles.line} />
      <p className={styles.text}>
        No numbers in {length}, only {instead}
      </p>
    </div>
  );
}

/** The words for queries of which every one gives nothing while all is well. */
function quietOf(results: readonly PanelData<QueryDataType>[]): string | undefined {
  const words = results.map(({ data }) => quietWords(executedQuery(data) ?? ''));
  return words.includes(undefined) ? undefined : words[0];
}

/** Whether nothing was asked, because nothing is written: Perses then answers with nothing by itself. */
function isUnwritten({ definition }: PanelData<QueryDataType>): boolean {
  const spec: unknown = definition.spec.plugin.spec;
  const query = typeof spec === 'object' && spec !== null && 'query' in spec ? spec.query : undefined;
  return query === undefined || query === null || (typeof query === 'string' && query.trim() === '');
}

function NoQuery() {
  const canEdit = useCanEdit();
  return (
    <NothingToDraw
      title={canEdit ? 'Write a query' : 'No query is written yet'}
      text={canEdit ? 'What it finds is drawn here.' : 'Somebody who may change dashboards can write one.'}
    />
  );
}

/** What stands where the source does not have what is asked: then it is the name that is wrong, or nobody measures it. */
function UnknownMetrics({ names }: { names: readonly string[] }) {
  const canEdit = useCanEdit();
  return (
    <div className={styles.none} data-state="empty">
      <StatusGlyph glyph="unknown" />
      <p className={styles.title}>
        {names.length === 1 ? 'The source has no metric ' : 'The source has no metrics '}
        <Code>{names.join(', ')}</Code>
      </p>
      <p className={styles.text}>
        {canEdit
          ? 'Look whether its exporter runs, or edit the panel and correct the name.'
          : 'Its exporter may not run, or the name is wrong: somebody who may change dashboards can correct it.'}
      </p>
    </div>
  );
}

/** What stands where nothing was measured: a dashed line and the words, never zero. */
export function NoData({ results }: { results: readonly PanelData<QueryDataType>[] }) {
  const { absoluteTimeRange } = useTimeRange();
  const unknown = useUnknownMetrics(results);
  const length = formatDuration(absoluteTimeRange.end.getTime() - absoluteTimeRange.start.getTime());
  if (unknown.length > 0) return <UnknownMetrics names={unknown} />;
  if (results.every(isUnwritten)) return <NoQuery />;
  const quiet = quietOf(results);
  return (
    <div className={styles.none} data-state={quiet === undefined ? 'empty' : 'quiet'}>
      <hr className={styles.line} />
      <p className={styles.text}>
        {quiet ?? 'No data'} in {length}
      </p>
    </div>
  );
}
