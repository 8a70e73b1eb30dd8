import { useParams, useSearchParams } from 'react-router-dom';
import { useProject } from '@/api/session';
import { ButtonLink } from '@/kit/button/button-link';
import { Loaded } from '@/kit/page/loaded';
import { Note } from '@/kit/page/note';
import { Page, PageHead, type Crumb } from '@/kit/page/page';
import { SkeletonBody } from '@/kit/page/skeleton';
import { EmptyState } from '@/kit/page/states';
import { toFailure } from '@/lib/failure';
import { formatClock } from '@/lib/time';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { isFinished, runFace, STALE_FACE } from '@/kit/status/status-table';
import { Pill } from '@/kit/status/pill';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useTimeZone } from '@/kit/text/clock';
import { Sentence } from '@/kit/text/sentence';
import { shortRunId, type Run, type RunDetail } from './run';
import { CancelCheck } from './cancel-check';
import { RunBody } from './run-body';
import { RunCountsBar } from './run-counts-bar';
import { RunRelated } from './run-related';
import { RunTimeline } from './run-timeline';
import { dueNote, featureLink, joinedNote, runSentence, runSubline } from './run-words';
import { useRun, useRunLive } from './run-data';
import { useRunClock } from './use-run-clock';

/** One run: what came of it, why, and what it said. Reached from its feature it has that feature's actions. */
export function RunPage() {
  const { id = '' } = useParams();
  const project = useProject();
  const query = useRun(project.name, id);
  const readAgain = useRunLive(project.name, id);
  if (query.data) return <RunView key={id} detail={query.data} onChange={readAgain} />;
  return (
    <Page title="Run">
      {isGone(query.error) ? (
        <GoneRun project={project.name} />
      ) : (
        <Loaded level="page" query={query} what="The run" skeleton={<SkeletonBody rows={10} />}>
          {() => null}
        </Loaded>
      )}
    </Page>
  );
}

function isGone(error: unknown): boolean {
  return error !== null && toFailure(error).status === 404;
}

/** The address outlives the run: old runs are cleaned up. */
function GoneRun({ project }: { project: string }) {
  return (
    <EmptyState
      level="page"
      title="This run is not there any more"
      actions={
        <ButtonLink to={`/p/${project}/runs`} variant="filled">
          See all runs
        </ButtonLink>
      }
    >
      Finished runs and their logs are cleaned up after a while, 30 days as a rule. The reports of dashboards stay.
    </EmptyState>
  );
}

function RunView({ detail, onChange }: { detail: RunDetail; onChange: () => void }) {
  const { run } = detail;
  const isNarrow = useIsNarrow();
  const isRunning = !isFinished(run.status);
  const { now, staleSince } = useRunClock(isRunning);
  const zone = useTimeZone();
  const face = staleSince ? STALE_FACE : runFace(run.status);
  const stale = staleSince && `Stale since ${formatClock(staleSince, zone)}`;
  const [params] = useSearchParams();
  const isFromFeature = params.get('from') === 'health';
  return (
    <Page title={run.title}>
      <PageHead
        crumbs={crumbsOf(run, isFromFeature)}
        glyph={<StatusGlyph glyph={face.glyph} size="title" label={stale ?? face.label} />}
        title={runSentence(run)}
        beside={stale && <Pill face={STALE_FACE} label={stale} />}
        sub={[runSubline(run, now, zone, stale !== undefined), dueNote(detail, now, zone), joinedNote(run)]
          .filter(Boolean)
          .join(' ')}
        actions={<RunActions run={run} isFromFeature={isFromFeature} />}
      />
      {run.message !== undefined && run.message !== '' && run.status === 'failed' && (
        <Note tone="failed" title={<Sentence text={run.message} />} />
      )}
      {run.message !== undefined && run.message !== '' && run.status === 'queued' && (
        <Note tone="info" title={<Sentence text={run.message} />} />
      )}
      <RunCountsBar run={run} />
      {!isNarrow && <RunTimeline detail={detail} />}
      <RunRelated detail={detail} />
      <RunBody detail={detail} onChange={onChange} />
    </Page>
  );
}

/** The way back leads where one came from: the feature, or the hub. */
function crumbsOf(run: Run, isFromFeature: boolean): Crumb[] {
  const runs = `/p/${run.project}/runs`;
  const feature = featureLink(run);
  const parent = isFromFeature ? { label: feature.label, to: feature.home } : { label: 'Runs', to: runs };
  return [
    parent,
    { label: <code>{shortRunId(run.id)}</code>, to: `${runs}/${run.id}${isFromFeature ? '?from=health' : ''}` },
  ];
}

/** From the hub there is one way on: to the feature. Its actions belong to people who come from there. */
function RunActions({ run, isFromFeature }: { run: Run; isFromFeature: boolean }) {
  const link = featureLink(run);
  if (isFromFeature) return <CancelCheck run={run} />;
  return (
    <ButtonLink to={link.to} icon="external">
      {`Open in ${link.label}`}
    </ButtonLink>
  );
}
