import { Bar, type BarTone } from '@/kit/status/bar';
import { StatusGlyph } from '@/kit/status/status-glyph';
import type { GlyphName } from '@/kit/status/status-table';
import { formatCount } from '@/lib/numbers';
import type { Run } from './run';
import { countParts, type CountPart } from './run-counts';
import styles from './run.module.css';

const LOOKS: Record<CountPart['key'], { tone: BarTone; glyph: GlyphName }> = {
  fail: { tone: 'failed', glyph: 'failed' },
  warn: { tone: 'warning', glyph: 'warning' },
  unknown: { tone: 'unknown', glyph: 'unknown' },
  pass: { tone: 'ok', glyph: 'ok' },
  failed: { tone: 'failed', glyph: 'failed' },
  warned: { tone: 'warning', glyph: 'warning' },
  succeeded: { tone: 'ok', glyph: 'ok' },
  skipped: { tone: 'neutral', glyph: 'skipped' },
  open: { tone: 'neutral', glyph: 'queued' },
};

/** The counts of the run: failed first, the words below in the same order. */
export function RunCountsBar({ run }: { run: Run }) {
  const parts = countParts(run);
  if (parts.length === 0) return null;
  // What is not done, or was passed over, is the empty rest of the bar.
  const drawn = parts.filter((part) => part.key !== 'open' && part.key !== 'skipped');
  return (
    <div className={styles.counts}>
      <Bar
        label={`Items of ${run.title}`}
        segments={drawn.map((part) => ({ tone: LOOKS[part.key].tone, count: part.count, label: part.word }))}
        total={run.counts.total}
      />
      <ul className={styles.words}>
        {parts.map((part) => (
          <li key={part.key}>
            <StatusGlyph glyph={LOOKS[part.key].glyph} size="inline" />
            <span className="num">{`${formatCount(part.count)} ${part.word}`}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
