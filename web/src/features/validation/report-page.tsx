import { useParams, useSearchParams } from 'react-router-dom';
import { useProject } from '@/api/session';
import { Columns, Stack } from '@/kit/layout/columns';
import { Loaded } from '@/kit/page/loaded';
import { Note } from '@/kit/page/note';
import { Page } from '@/kit/page/page';
import { SkeletonBody } from '@/kit/page/skeleton';
import { Button } from '@/kit/button/button';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { formatMoment, parseTime } from '@/lib/time';
import { CheckLadder } from './check-ladder';
import { CheckProgress } from './check-progress';
import { NeverChecked } from './never-checked';
import { ReportHead } from './report-head';
import { ReportHistory } from './report-history';
import { PanelsTable } from './panels-table';
import { Receipt } from './receipt';
import { SameCause } from './same-cause';
import { Changed } from './changed';
import { EvidenceCard } from './evidence-card';
import { useHealthLive, useHealthRecord, useHealthReport } from './health-data';
import type { HealthReport, ValidationRecord } from './health';
import { useReportCheck } from './use-report-check';

/** One dashboard's health in full: what was checked, what came of it, what changed. */
export function ReportPage() {
  const { environment = '', asset = '' } = useParams();
  const project = useProject();
  const report = useHealthReport(project.name, { environment, asset });
  useHealthLive(project.name);
  return (
    <Page title="Report">
      <Loaded level="page" query={report} what="The report" skeleton={<SkeletonBody rows={9} />}>
        {(data) => <Report project={project.name} report={data} />}
      </Loaded>
    </Page>
  );
}

function Report({ project, report }: { project: string; report: HealthReport }) {
  const [params, setParams] = useSearchParams();
  const check = useReportCheck(project, report.entry);
  const wanted = params.get('record') ?? '';
  const isEarlier = wanted !== '' && wanted !== report.record?.id;
  const earlier = useHealthRecord(project, report.entry, isEarlier ? wanted : '');
  const choose = (id: string): void => {
    const next = new URLSearchParams(params);
    if (id === report.record?.id || id === '') next.delete('record');
    else next.set('record', id);
    setParams(next);
  };
  return (
    <>
      <ReportHead project={project} report={report} check={check} />
      {check.refusal !== undefined && <Note tone="failed" title={check.refusal} />}
      {check.run !== '' && (
        <CheckProgress project={project} run={check.run} wasJoined={check.wasJoined} onClose={check.close} />
      )}
      {report.history.length > 0 && (
        <ReportHistory report={report} chosen={isEarlier ? wanted : report.record?.id} onChoose={choose} />
      )}
      {isEarlier ? (
        <Loaded query={earlier} what="The earlier check">
          {(record) => (
            <>
              <EarlierNote record={record} onLeave={() => choose('')} />
              <RecordParts project={project} report={report} record={record} isEarlier />
            </>
          )}
        </Loaded>
      ) : report.record ? (
        <RecordParts project={project} report={report} record={report.record} isEarlier={false} />
      ) : (
        <NeverChecked check={check} title={report.entry.title} />
      )}
    </>
  );
}

function EarlierNote({ record, onLeave }: { record: ValidationRecord; onLeave: () => void }) {
  const now = useNow();
  const zone = useTimeZone();
  return (
    <Note
      tone="info"
      title={`This is the check of ${formatMoment(parseTime(record.finished_at), now, zone)}, not the latest`}
      action={
        <Button size="small" onClick={onLeave}>
          Show the latest
        </Button>
      }
    />
  );
}

type RecordPartsProps = { project: string; report: HealthReport; record: ValidationRecord; isEarlier: boolean };

function RecordParts({ project, report, record, isEarlier }: RecordPartsProps) {
  return (
    <Columns
      aside={
        <>
          <CheckLadder steps={record.steps} />
          <Receipt project={project} record={record} />
        </>
      }
    >
      <Stack>
        <PanelsTable panels={record.panels} />
        <EvidenceCard record={record} />
        {!isEarlier && <Changed project={project} report={report} />}
        {!isEarlier && <SameCause project={project} entries={report.same_cause} />}
      </Stack>
    </Columns>
  );
}
