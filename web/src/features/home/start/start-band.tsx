import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { api, read } from '@/api/client';
import { useChangePreferences } from '@/api/preferences';
import { SAID_IN_PLACE } from '@/api/query-client';
import { useDisabledReason } from '@/api/session';
import { Button } from '@/kit/button/button';
import { ButtonLink } from '@/kit/button/button-link';
import { Icon } from '@/kit/icon/icon';
import { Card } from '@/kit/page/card';
import { Note } from '@/kit/page/note';
import { counted } from '@/lib/numbers';
import { toFailure } from '@/lib/failure';
import { useCatalogEntry } from '@/api/queries/catalog';
import { SELF, type Step, type StepName } from './start';
import styles from './start.module.css';

type BandProps = { project: string; steps: readonly Step[]; total: number };

const TITLES: Record<StepName, string> = { see: 'See live charts', check: 'Check it', build: 'Build your own' };

/** What the product does in three steps; the next one has the filled button. */
export function StartBand({ project, steps, total }: BandProps) {
  const change = useChangePreferences();
  const start = useStartCheck(project);
  const done = steps.filter(({ state }) => state === 'done').length;
  return (
    <Card
      isFlush
      title="Start here"
      note={`${done} of ${steps.length} done`}
      aside={
        <Button variant="text" size="small" onClick={() => change.mutate({ start_hidden: true })}>
          Hide
        </Button>
      }
    >
      {start.error !== null && <Note tone="failed" title={toFailure(start.error).message} />}
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={step.name} className={styles.step} data-state={step.state} data-step={step.name}>
            <span
              className={styles.number}
              role="img"
              aria-label={step.state === 'done' ? 'Done' : `Step ${index + 1}`}
            >
              {step.state === 'done' ? <Icon name="check" size="small" /> : index + 1}
            </span>
            <div className={styles.stepWords}>
              <h3 className={styles.stepTitle}>{TITLES[step.name]}</h3>
              <p className={styles.stepText}>
                <StepText name={step.name} project={project} total={total} />
              </p>
              <StepAction step={step} project={project} total={total} start={start} />
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function StepText({ name, project, total }: { name: StepName; project: string; total: number }): ReactNode {
  const { data: entry } = useCatalogEntry(project, SELF);
  switch (name) {
    case 'see': {
      const what = entry ? `${counted(entry.panels, 'panel')} of Dashkeep itself` : 'Panels with live data';
      return `${what}, new points every 15 s. Drag over a chart to zoom.`;
    }
    case 'check':
      return `Every query of ${counted(total, 'dashboard')} is asked. What works and what is broken then stands in Health.`;
    case 'build':
      return 'From nothing or from a Grafana file, with a preview while you type.';
  }
}

type Start = ReturnType<typeof useStartCheck>;

function useStartCheck(project: string) {
  const navigate = useNavigate();
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: () =>
      read(
        api.POST('/api/v1/projects/{project}/validations', {
          params: { path: { project } },
          body: { environment: 'builtin' },
        }),
      ),
    onSuccess: (run) => navigate(`/p/${project}/health?run=${run.id}`),
  });
}

type ActionProps = { step: Step; project: string; total: number; start: Start };

function StepAction({ step, project, total, start }: ActionProps) {
  const { data: entry } = useCatalogEntry(project, SELF);
  const whyNoCheck = useDisabledReason('validation:start');
  const whyNoBuild = useDisabledReason('dashboard:write');
  const variant = step.state === 'next' ? 'filled' : 'outlined';
  const dashboards = `/p/${project}/dashboards`;
  switch (step.name) {
    case 'see':
      return (
        <ButtonLink to={entry ? `${dashboards}/${SELF}` : dashboards} variant={variant}>
          {entry ? 'Open Dashkeep' : 'Open dashboards'}
        </ButtonLink>
      );
    case 'check':
      return step.state === 'done' ? (
        <Link to={`/p/${project}/health`}>See Health</Link>
      ) : (
        <Button
          icon="refresh"
          variant={variant}
          isBusy={start.isLoading}
          disabledReason={total === 0 ? 'There is no dashboard to check.' : whyNoCheck}
          onClick={() => start.mutate()}
        >
          {total === 1 && entry ? 'Check Dashkeep' : `Check ${counted(total, 'dashboard')}`}
        </Button>
      );
    case 'build':
      return whyNoBuild === undefined ? (
        <ButtonLink to={`${dashboards}/new`} variant={variant} icon="plus">
          New dashboard
        </ButtonLink>
      ) : (
        <Button icon="plus" disabledReason={whyNoBuild}>
          New dashboard
        </Button>
      );
  }
}
