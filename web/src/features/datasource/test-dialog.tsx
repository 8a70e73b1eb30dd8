import { toFailure } from '@/lib/failure';
import { formatDuration } from '@/lib/duration';
import { Button } from '@/kit/button/button';
import { Stack } from '@/kit/layout/columns';
import { Dialog } from '@/kit/overlay/dialog';
import { Note } from '@/kit/page/note';
import { SkeletonRows } from '@/kit/page/skeleton';
import { ErrorPanel } from '@/kit/page/states';
import { StatusGlyph } from '@/kit/status/status-glyph';
import type { GlyphName } from '@/kit/status/status-table';
import type { TestResult, useTestDatasource } from './api';
import type { Datasource } from './datasource-model';
import { needsRestart } from './test-model';
import styles from './datasource.module.css';

type Step = TestResult['steps'][number];

const GLYPHS: Record<Step['state'], GlyphName> = { ok: 'ok', failed: 'failed', skipped: 'skipped' };
const EXPECTED_STEPS = 4;

function sentence(result: TestResult | undefined, title: string): string {
  if (!result) return `Testing ${title}`;
  if (result.ok) return `${title} works`;
  return `${title} does not work`;
}

type TestDialogProps = {
  /** Under way since the dialog was opened. */
  test: ReturnType<typeof useTestDatasource>;
  datasource: Datasource;
  onClose: () => void;
};

/** Says what works of a datasource that is asked, step by step, and asks it again. */
export function TestDialog({ test, datasource, onClose }: TestDialogProps) {
  const { mutate } = test;
  const { name, title } = datasource;
  const result = test.isLoading ? undefined : test.data;
  return (
    <Dialog
      title={sentence(result, title)}
      glyph={result && <StatusGlyph glyph={result.ok ? 'ok' : 'failed'} size="title" />}
      onClose={onClose}
      footer={
        <>
          <Button icon="refresh" isBusy={test.isLoading} onClick={() => mutate(name)}>
            Test again
          </Button>
          <Button variant="filled" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {result && (
        <Stack gap="fields">
          <Steps steps={result.steps} />
          {needsRestart(result) && (
            <Note tone="warning" title="Restart needed">
              The addresses that Dashkeep may connect to stand in its settings, which are read at the start. When the
              entry is there and Dashkeep was restarted, test again: the datasource is saved and stays.
            </Note>
          )}
        </Stack>
      )}
      {!result && !test.error && <SkeletonRows rows={EXPECTED_STEPS} />}
      {!result && test.error !== null && !test.isLoading && (
        <ErrorPanel failure={toFailure(test.error)} what="The test" />
      )}
    </Dialog>
  );
}

function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ul className={styles.steps}>
      {steps.map((step) => (
        <li key={step.name} className={styles.step}>
          <StatusGlyph glyph={GLYPHS[step.state]} label={step.state} />
          <span className="strong">{step.name}</span>
          <span className={styles.stepText}>{step.text}</span>
          <span className={`num ${styles.took}`}>
            {step.duration_ms === undefined || step.state === 'skipped' ? '' : formatDuration(step.duration_ms)}
          </span>
        </li>
      ))}
    </ul>
  );
}
