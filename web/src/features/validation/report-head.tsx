import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { useDisabledReason } from '@/api/session';
import { Button } from '@/kit/button/button';
import { ButtonLink } from '@/kit/button/button-link';
import { IconButton } from '@/kit/button/icon-button';
import { usePaletteProvider } from '@/kit/palette/palette-registry';
import { Icon } from '@/kit/icon/icon';
import { Stack } from '@/kit/layout/columns';
import { ConfirmDialog } from '@/kit/overlay/confirm-dialog';
import { Menu } from '@/kit/overlay/menu';
import { PageHead } from '@/kit/page/page';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { Sentence } from '@/kit/text/sentence';
import { toFailure } from '@/lib/failure';
import { dashboardPath, environmentName, faceOf, type HealthReport } from './health';
import { useDeleteReport } from './health-data';
import { recoveryNote, stateClause } from './health-words';
import { deletionLines, sameCauseNote } from './report';
import type { ReportCheck } from './use-report-check';

type ReportHeadProps = { project: string; report: HealthReport; check: ReportCheck };

export function ReportHead({ project, report, check }: ReportHeadProps) {
  const { entry } = report;
  const now = useNow();
  const face = faceOf(entry.status);
  const open = dashboardPath(project, entry);
  const health = `/p/${project}/health`;
  usePaletteProvider({
    group: 'Do',
    entries:
      check.disabledReason === undefined
        ? [{ id: 'check-report', title: `Check ${entry.title} now`, glyph: <Icon name="refresh" />, run: check.start }]
        : [],
  });
  return (
    <PageHead
      crumbs={[
        { label: 'Health', to: health },
        { label: environmentName([], entry.environment), to: `${health}?view=matrix` },
      ]}
      glyph={<StatusGlyph glyph={face.glyph} size="title" label={face.label} />}
      title={`${entry.title}, ${stateClause(entry, now)}`}
      sub={<ReportSub project={project} report={report} />}
      actions={
        <>
          <ReportMenu project={project} report={report} />
          {open !== undefined && (
            <ButtonLink to={open} icon="dashboards">
              Open dashboard
            </ButtonLink>
          )}
          <Button
            variant="filled"
            icon="refresh"
            isBusy={check.isStarting}
            disabledReason={check.disabledReason}
            onClick={check.start}
          >
            Check now
          </Button>
        </>
      }
    />
  );
}

function ReportSub({ project, report }: { project: string; report: HealthReport }) {
  const { entry, record } = report;
  const now = useNow();
  const others = sameCauseNote(report);
  const note = recoveryNote(entry, now);
  const summary = record?.summary ?? entry.summary;
  const text =
    summary === '' ? (record ? 'Everything that was checked works' : 'No check has looked at it yet') : summary;
  const cause = new URLSearchParams({ cause: entry.cause ?? '' }).toString();
  return (
    <>
      <Sentence text={text.endsWith('.') ? text : `${text}.`} />
      {note !== undefined && ` It ${note}.`}
      {others !== undefined && (
        <>
          {` ${others} `}
          <Link className="strong" to={`/p/${project}/health?${cause}`}>
            same cause
          </Link>
          .
        </>
      )}
    </>
  );
}

function ReportMenu({ project, report }: { project: string; report: HealthReport }) {
  const [isAsking, setIsAsking] = useState(false);
  const reason = useDisabledReason('health:delete');
  const remove = useDeleteReport(project, report.entry);
  const navigate = useNavigate();
  const now = useNow();
  const zone = useTimeZone();
  return (
    <>
      <Menu
        label="More"
        align="end"
        items={[
          {
            label: 'Delete report',
            icon: 'trash',
            isDanger: true,
            disabledReason: reason ?? (report.history.length === 0 ? 'There is nothing to delete' : undefined),
            onSelect: () => setIsAsking(true),
          },
        ]}
        trigger={(control) => <IconButton {...control} icon="more" label="More" variant="outlined" />}
      />
      {isAsking && (
        <ConfirmDialog
          title={`Delete the report of ${report.entry.title}?`}
          action="Delete report"
          isDanger
          isBusy={remove.isLoading}
          error={remove.error ? toFailure(remove.error).message : undefined}
          onClose={() => setIsAsking(false)}
          onConfirm={() => remove.mutate(undefined, { onSuccess: () => navigate(`/p/${project}/health`) })}
        >
          <Stack gap="tight">
            <p>This goes, and there is no way back:</p>
            <ul>
              {deletionLines(report, now, zone).map((line) => (
                <li key={line}>– {line}</li>
              ))}
            </ul>
            <p>The dashboard itself and the runs stay.</p>
          </Stack>
        </ConfirmDialog>
      )}
    </>
  );
}
