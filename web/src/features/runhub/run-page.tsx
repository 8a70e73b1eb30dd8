import { useParams, useSearchParams } from 'react-router-dom';
import { useProject } from '@/api/session';
import { ButtonLink } from '@/kit/button/button-link';
import { Loaded } from '@/kit/page/loaded';
import { Note } from '@/kit/page/note';
import { Page, PageHead, type Crumb } from '@/kit/page/page';
import { SkeletonPage } from '@/kit/page/skeleton';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { isFinished, runFace } from '@/kit/status/status-table';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { shortRunId, type Run, type RunDetail } from './run';
import { CancelCheck } from './cancel-check';
import { RunBody } from './run-body';
import { RunCountsBar } from './run-counts-bar';
import { RunRelated } from './run-related';
import { RunTimeline } from './run-timeline';
import { featureLink, joinedNote, runSentence, runSubline } from './run-words';
import { useRun, useRunLive } from './run-data';

/** One run: what came of it, why, and what it said. Reached from its feature it has that feature's actions. */
export function RunPage() {
  const { id = '' } = useParams();
  const project = useProject();
  const query = useRun(project.name, id);
  const readAgain = useRunLive(project.name, id);
  return (
    <Loaded query={query} what="The run" skeleton={<SkeletonPage rows={10} />}>
      {(detail) => <RunView key={id} detail={detail} onChange={readAgain} />}
    </Loaded>
  );
}

function RunView({ detail, onChange }: { detail: RunDetail; onChange: () => void }) {
  const { run } = detail;
  const isNarrow = useIsNarrow();
  const isRunning = !isFinished(run.status);
  const now = useNow(isRunning ? 'second' : 'minute');
  const zone = useTimeZone();
  const face = runFace(run.status);
  const note = joinedNote(run);
  return (
    <Page title={run.title}>
      <PageHead
        crumbs={crumbsOf(run)}
        glyph={<StatusGlyph glyph={face.glyph} size="title" label={face.label} />}
        title={runSentence(run)}
        sub={[runSubline(run, now, zone), note].filter(Boolean).join(' ')}
        actions={<RunActions run={run} />}
      />
      {run.message !== undefined && run.message !== '' && run.status === 'failed' && (
        <Note tone="failed" title={run.message} />
      )}
      <RunCountsBar run={run} />
      {!isNarrow && <RunTimeline detail={detail} />}
      <RunRelated detail={detail} />
      <RunBody detail={detail} onChange={onChange} />
    </Page>
  );
}

function crumbsOf(run: Run): Crumb[] {
  const runs = `/p/${run.project}/runs`;
  return [
    { label: 'Runs', to: runs },
    { label: <code>{shortRunId(run.id)}</code>, to: `${runs}/${run.id}` },
  ];
}

/** From the hub there is one way on: to the feature. Its actions belong to people who come from there. */
function RunActions({ run }: { run: Run }) {
  const [params] = useSearchParams();
  const link = featureLink(run);
  const isFromFeature = params.get('from') === 'health';
  return (
    <>
      {isFromFeature && <CancelCheck run={run} />}
      <ButtonLink to={link.to} icon="external">
        {`Open in ${link.label}`}
      </ButtonLink>
    </>
  );
}
