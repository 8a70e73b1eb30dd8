import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useProject } from '@/api/session';
import { EmptyState } from '@/kit/page/states';
import { useRowCursor } from '@/kit/table/use-row-cursor';
import { useStableOrder } from '@/kit/table/use-stable-order';
import { CauseRow } from './cause-row';
import { causeViews, toggleCause, walkOrder, type CauseView } from './cause-list';
import { assetKey, readAssetKey, reportPath, type Environment, type HealthCause } from './health';
import { isHealthFiltered, writeHealthFilter } from './health-filter';
import type { HealthFilterControl } from './use-health-filter';
import styles from './health.module.css';

type CausesViewProps = {
  causes: readonly HealthCause[];
  control: HealthFilterControl;
  environments: readonly Environment[];
};

const CAUSE = 'cause:';

/** What is not healthy, by its cause: forty dashboards broken by one thing are one row. */
export function CausesView({ causes, control, environments }: CausesViewProps) {
  const { filter, change, replace } = control;
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const project = useProject();
  const navigate = useNavigate();
  const scope = writeHealthFilter({ ...filter, sheet: undefined, run: '', open: undefined }).toString();
  const { rows } = useStableOrder(causes, (cause) => cause.key, scope);
  const views = causeViews(rows, {
    status: filter.status,
    text: filter.text,
    open: filter.open,
    sentence: filter.cause,
    whole,
  });
  const toggle = (key: string): void => replace({ open: toggleCause(views, key) });
  const rowProps = useRowCursor(keysOf(views), {
    onOpen: (key) => {
      if (key.startsWith(CAUSE)) return toggle(key.slice(CAUSE.length));
      return change({ sheet: readAssetKey(key) });
    },
  });
  if (views.length === 0) return <NoCauses isFiltered={isHealthFiltered(filter)} />;
  return (
    <ul className={styles.causes} aria-label="Causes">
      {views.map((view) => (
        <CauseRow
          key={view.cause.key}
          view={view}
          environments={environments}
          openKey={filter.sheet && assetKey(filter.sheet)}
          headProps={rowProps(`${CAUSE}${view.cause.key}`)}
          assetProps={(entry) => rowProps(assetKey(entry))}
          onToggle={() => toggle(view.cause.key)}
          onOpenAsset={(entry, isWholePage) =>
            isWholePage
              ? navigate(reportPath(project.name, entry))
              : change({ sheet: { environment: entry.environment, asset: entry.asset } })
          }
          onMore={() => setWhole(new Set(whole).add(view.cause.key))}
          listAddress={control.addressOf({ view: 'list', text: '', status: view.cause.status, sheet: undefined })}
        />
      ))}
    </ul>
  );
}

function keysOf(views: readonly CauseView[]): string[] {
  return views.flatMap((view) => [`${CAUSE}${view.cause.key}`, ...walkOrder([view]).map(assetKey)]);
}

function NoCauses({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState title="No cause matches">
      The filters above leave nothing. The list shows dashboards that are healthy, too.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing is wrong">
      Every dashboard that was checked is healthy. What breaks is listed here, by its cause.
    </EmptyState>
  );
}
