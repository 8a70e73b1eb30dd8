import { useDisabledReason } from '@/api/session';
import { Button } from '@/kit/button/button';
import { ButtonLink } from '@/kit/button/button-link';
import { EmptyState } from '@/kit/page/states';
import { Note } from '@/kit/page/note';
import { Strip } from '@/kit/chart/strip';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { counted } from '@/lib/numbers';
import { formatMoment, parseTime } from '@/lib/time';
import { CheckProgress } from './check-progress';
import { BUILTIN, type HealthStatus } from './health';
import type { Check } from './use-check';
import styles from './nothing-checked.module.css';

type NothingCheckedProps = { project: string; total: number; nextCheckAt: string | undefined; check: Check };

/** Before the first check: what is there, what is missing, and how it begins. */
export function NothingChecked({ project, total, nextCheckAt, check }: NothingCheckedProps) {
  const now = useNow();
  const zone = useTimeZone();
  if (total === 0) return <NoDashboard project={project} />;
  const next = nextCheckAt === undefined ? undefined : formatMoment(parseTime(nextCheckAt), now, zone);
  return (
    <>
      <EmptyState
        level="page"
        title="Nothing is checked yet"
        facts={[
          { glyph: 'ok', name: 'Environment', value: 'Built-in, always connected' },
          { glyph: 'ok', name: 'Inventory', value: `${counted(total, 'dashboard')}, always current` },
          next === undefined
            ? { glyph: 'queued', name: 'Policy', value: 'none' }
            : { glyph: 'ok', name: 'Policy', value: `the first check comes ${next}` },
        ]}
        preview={total > 1 && <Preview total={total} />}
        actions={<FirstSteps project={project} total={total} hasPolicy={next !== undefined} check={check} />}
      >
        {`Built-in has ${counted(total, 'dashboard')}. A policy says which of them are checked, and when.`}
      </EmptyState>
      {check.run !== '' && (
        <CheckProgress project={project} run={check.run} wasJoined={check.wasJoined} onClose={check.close} />
      )}
      {check.refusal !== undefined && <Note tone="failed" title={check.refusal} />}
    </>
  );
}

function NoDashboard({ project }: { project: string }) {
  return (
    <EmptyState
      level="page"
      title="There is no dashboard to check yet"
      actions={
        <ButtonLink to={`/p/${project}/dashboards`} variant="filled">
          Go to dashboards
        </ButtonLink>
      }
    >
      Health tells which dashboards work. It begins with the first dashboard of this project.
    </EmptyState>
  );
}

/** So many fit; fewer checks are fewer marks. */
const PREVIEW_MARKS = 46;

/** What it will look like. One check alone has nothing to show of it. */
function Preview({ total }: { total: number }) {
  const state: HealthStatus = 'UNKNOWN';
  const marks = Math.min(total, PREVIEW_MARKS);
  return (
    <div className={styles.preview} aria-hidden="true">
      <Strip marks={Array.from({ length: marks }, () => ({ state }))} size="report" slots={marks} />
      <span className={styles.caption}>{`${counted(total, 'check')}, spread evenly over the window`}</span>
    </div>
  );
}

type FirstStepsProps = Pick<NothingCheckedProps, 'project' | 'total' | 'check'> & { hasPolicy: boolean };

function FirstSteps({ project, total, hasPolicy, check }: FirstStepsProps) {
  const managing = useDisabledReason('policy:manage');
  const policies = `/p/${project}/health/policies`;
  return (
    <>
      {!hasPolicy &&
        (managing === undefined ? (
          <ButtonLink to={`${policies}/new`} variant="filled">
            Create policy
          </ButtonLink>
        ) : (
          <Button disabledReason={managing}>Create policy</Button>
        ))}
      <Button
        icon="play"
        variant={hasPolicy ? 'filled' : 'outlined'}
        isBusy={check.isStarting}
        disabledReason={check.disabledReason}
        onClick={() => check.start({ environment: BUILTIN })}
      >
        {`Check ${counted(total, 'dashboard')} now`}
      </Button>
      {hasPolicy && <ButtonLink to={policies}>See the policy</ButtonLink>}
    </>
  );
}
