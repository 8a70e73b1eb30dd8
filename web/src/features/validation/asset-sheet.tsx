import { useNavigate } from 'react-router-dom';
import { useProject } from '@/api/session';
import { Button } from '@/kit/button/button';
import { ButtonLink } from '@/kit/button/button-link';
import { Kbd } from '@/kit/keys/kbd';
import { SideSheet } from '@/kit/overlay/side-sheet';
import { Loaded } from '@/kit/page/loaded';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { useNow } from '@/kit/text/clock';
import { AssetFindings } from './asset-findings';
import { neighbour, placeInCause } from './cause-list';
import {
  assetKey,
  dashboardPath,
  environmentName,
  faceOf,
  reportPath,
  type HealthCauses,
  type HealthEntry,
} from './health';
import { useHealthReport, type HealthList } from './health-data';
import { sheetLine } from './health-words';
import type { Check } from './use-check';
import type { HealthFilterControl } from './use-health-filter';
import styles from './asset-sheet.module.css';

type AssetSheetProps = {
  control: HealthFilterControl;
  causes: HealthCauses | undefined;
  list: HealthList;
  check: Check;
};

type Address = { environment: string; asset: string };

/** The evidence for one asset, beside the list: j and k go through the list, o opens the whole report. */
export function AssetSheet({ control, causes, list, check }: AssetSheetProps) {
  const { filter, change, replace } = control;
  const project = useProject();
  const navigate = useNavigate();
  const address: Address = filter.sheet ?? { environment: '', asset: '' };
  const report = useHealthReport(project.name, address);
  const key = assetKey(address);
  const inList = list.data?.pages.flatMap((page) => page.items) ?? [];
  const place = filter.view === 'causes' ? placeInCause(causes?.causes ?? [], key) : undefined;
  const entries = place ? place.cause.assets : inList;
  const go = (entry: HealthEntry | undefined): (() => void) | undefined =>
    entry && (() => replace({ sheet: { environment: entry.environment, asset: entry.asset } }));
  return (
    <SideSheet
      label="Evidence"
      position={place?.place ?? positionInList(inList, key)}
      onClose={() => change({ sheet: undefined })}
      onPrevious={go(neighbour(entries, key, -1))}
      onNext={go(neighbour(entries, key, 1))}
      onExpand={() => navigate(reportPath(project.name, address))}
      footer={
        <>
          <span>
            <Kbd keys="j" /> <Kbd keys="k" /> next, previous
          </span>
          <span>
            <Kbd keys="o" /> full report
          </span>
          <span>
            <Kbd keys="Escape" /> close
          </span>
        </>
      }
    >
      <Loaded query={report} what="The report">
        {(data) => (
          <div className={styles.sheet}>
            <SheetHead
              project={project.name}
              entry={data.entry}
              check={check}
              environment={environmentName(list.data?.pages[0]?.environments ?? [], data.entry.environment)}
            />
            <AssetFindings report={data} />
          </div>
        )}
      </Loaded>
    </SideSheet>
  );
}

function positionInList(entries: readonly HealthEntry[], key: string): string | undefined {
  const at = entries.findIndex((entry) => assetKey(entry) === key);
  return at < 0 ? undefined : `${at + 1} of ${entries.length} in this list`;
}

type SheetHeadProps = { project: string; entry: HealthEntry; environment: string; check: Check };

function SheetHead({ project, entry, environment, check }: SheetHeadProps) {
  const now = useNow();
  const face = faceOf(entry.status);
  const open = dashboardPath(project, entry);
  const isPage = useIsNarrow();
  return (
    <header className={styles.head}>
      {isPage && <h1 className="sr-only">Health</h1>}
      <h2 className={styles.title}>
        <StatusGlyph glyph={face.glyph} size="title" label={face.label} />
        {entry.title}
      </h2>
      <p className={styles.line}>{sheetLine(entry, environment, now)}</p>
      <div className={styles.actions}>
        <Button
          icon="refresh"
          isBusy={check.isStarting}
          disabledReason={check.disabledReason}
          onClick={() => check.start({ environment: entry.environment, assets: [entry.asset] })}
        >
          Check now
        </Button>
        <ButtonLink to={reportPath(project, entry)} icon="file">
          Report
        </ButtonLink>
        {open !== undefined && (
          <ButtonLink to={open} icon="dashboards">
            Open
          </ButtonLink>
        )}
      </div>
    </header>
  );
}
