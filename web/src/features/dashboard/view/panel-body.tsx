import type { PanelDefinition } from '@perses-dev/core';
import { AfterDelay, Skeleton } from '@/kit/page/skeleton';
import { useCanEdit } from '../chart/can-edit';
import { NoData, NothingToDraw } from '../chart/no-data';
import { panelKind } from '../chart/panel-kinds';
import type { Size } from '../chart/use-element-size';
import { usePanelComponent } from '../chart/use-panel-component';
import { editWords } from '../query/edit-words';
import { packageOf, panelKindLabel } from '../query/plugin-table';
import type { PanelReading } from './last-good';
import { PanelBoundary } from './panel-boundary';
import { PanelFailure, PanelFault } from './panel-failure';
import styles from './panel-body.module.css';

type PanelBodyProps = { definition: PanelDefinition; reading: PanelReading; size: Size };

function isEmpty({ results }: PanelReading): boolean {
  return results.every(({ data }) => data.series.length === 0);
}

function Waiting() {
  return (
    <AfterDelay>
      <div className={styles.wait} role="status" aria-label="Reading" data-state="waiting">
        <Skeleton height="chart" />
      </div>
    </AfterDelay>
  );
}

/** The inside of a panel: waiting, failed, without data, or drawn. */
export function PanelBody({ definition, reading, size }: PanelBodyProps) {
  const { plugin } = definition.spec;
  const canEdit = useCanEdit();
  const kind = panelKind(plugin.kind);
  const { data: PanelComponent, error } = usePanelComponent(plugin.kind);
  const foreign = definition.spec.queries?.find((query) => packageOf(query.spec.plugin.kind) === undefined);
  const hasQueries = (definition.spec.queries?.length ?? 0) > 0;
  if (error instanceof Error) {
    return <PanelFault title={`The panel kind ${plugin.kind} could not be loaded`} error={error} state="unknown" />;
  }
  if (foreign) {
    const error = new Error('Dashkeep asks Prometheus and what speaks like it.');
    const title = `Queries of kind ${foreign.spec.plugin.kind} are not known here`;
    return <PanelFault title={title} error={error} state="unknown" />;
  }
  const takes = kind?.takes ?? [];
  if (takes.length > 0 && !hasQueries) {
    return <NothingToDraw title="This panel has no query" text={editWords(canEdit, 'add one')} />;
  }
  if (takes.length > 0 && !definition.spec.queries?.some(({ kind }) => takes.includes(kind))) {
    return (
      <NothingToDraw
        title={`Panels of kind ${panelKindLabel(plugin.kind)} draw no answers of PromQL`}
        text={editWords(canEdit, 'choose another kind')}
      />
    );
  }
  const [failure] = reading.errors;
  if (hasQueries && reading.results.length === 0) {
    return failure === undefined ? <Waiting /> : <PanelFailure error={failure} />;
  }
  if (hasQueries && isEmpty(reading)) {
    // What one query did not find another may have.
    if (failure !== undefined && reading.staleSince === undefined) return <PanelFailure error={failure} />;
    return <NoData results={reading.results} />;
  }
  if (!PanelComponent) return <Waiting />;
  return (
    <PanelBoundary attempt={reading.results}>
      <PanelComponent
        spec={plugin.spec}
        contentDimensions={size}
        definition={definition}
        queryResults={reading.results}
      />
    </PanelBoundary>
  );
}
