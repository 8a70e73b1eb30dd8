import { Card } from '@/kit/page/card';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { Sentence } from '@/kit/text/sentence';
import type { CheckStep } from './health';
import { STEP_GLYPHS, STEP_WORDS } from './report';
import styles from './report.module.css';

/** What was checked, step by step: each stands on the one before. */
export function CheckLadder({ steps }: { steps: readonly CheckStep[] }) {
  if (steps.length === 0) return null;
  return (
    <Card title="Checks">
      <ol className={styles.ladder}>
        {steps.map((step) => (
          <li key={step.name} className={styles.rung} data-state={step.state}>
            <StatusGlyph glyph={STEP_GLYPHS[step.state]} label={STEP_WORDS[step.state]} />
            <span className={styles.rungName}>{step.name}</span>
            <span className={styles.rungText}>
              <Sentence text={step.text} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
