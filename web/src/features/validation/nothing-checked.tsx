import { useDisabledReason } from '@/api/session';
import { Button } from '@/kit/button/button';
import { ButtonLink } from '@/kit/button/button-link';
import { EmptyState } from '@/kit/page/states';
import { Note } from '@/kit/page/note';
import { Strip } from '@/kit/status/strip';
import { counted } from '@/lib/numbers';
import { CheckProgress } from './check-progress';
import { BUILTIN, type HealthStatus } from './health';
import type { Check } from './use-check';
import styles from './nothing-checked.module.css';

type NothingCheckedProps = { project: string; total: number; check: Check };

const PREVIEW_MARKS = 48;

/** Before the first check: what is there, what is missing, and how it begins. */
export function NothingChecked({ project, total, check }: NothingCheckedProps) {
  const managing = useDisabledReason('policy:manage');
  if (total === 0) {
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
  const unknown: HealthStatus = 'UNKNOWN';
  return (
    <>
      {check.run !== '' && (
        <CheckProgress project={project} run={check.run} wasJoined={check.wasJoined} onClose={check.close} />
      )}
      {check.refusal !== undefined && <Note tone="failed" title={check.refusal} />}
      <EmptyState
        level="page"
        title="Nothing is checked yet"
        facts={[
          { glyph: 'ok', name: 'Environment', value: 'Built-in, always connected' },
          { glyph: 'ok', name: 'Inventory', value: `${counted(total, 'dashboard')}, always current` },
          { glyph: 'queued', name: 'Policy', value: 'none has checked anything' },
        ]}
        preview={
          <div className={styles.preview} aria-hidden="true">
            <Strip
              marks={Array.from({ length: PREVIEW_MARKS }, () => ({ state: unknown }))}
              size="report"
              slots={PREVIEW_MARKS}
            />
            <span className={styles.caption}>{`${counted(total, 'check')}, spread evenly from 05:00 to 07:00`}</span>
          </div>
        }
        actions={
          <>
            {managing === undefined ? (
              <ButtonLink to={`/p/${project}/health/policies/new`} variant="filled">
                Create policy
              </ButtonLink>
            ) : (
              <Button disabledReason={managing}>Create policy</Button>
            )}
            <Button
              icon="play"
              isBusy={check.isStarting}
              disabledReason={check.disabledReason}
              onClick={() => check.start({ environment: BUILTIN })}
            >
              {`Check ${counted(total, 'dashboard')} now`}
            </Button>
          </>
        }
      >
        {`Built-in has ${counted(total, 'dashboard')}. A policy says which of them are checked, and when.`}
      </EmptyState>
    </>
  );
}
