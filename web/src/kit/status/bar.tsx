import { formatCount } from '@/lib/numbers';
import { cx } from '@/lib/cx';
import styles from './bar.module.css';

export type BarTone = 'failed' | 'warning' | 'unknown' | 'ok' | 'running' | 'needs-input' | 'neutral';
export type BarSegment = { tone: BarTone; count: number; label: string };

type BarProps = {
  /** What is counted, for readers of the screen: 'Health of 428 dashboards'. */
  label: string;
  /** In the order of drawing. Failed first where the whole is shown; done work first where progress is shown. */
  segments: readonly BarSegment[];
  /** What the full width stands for; the rest stays empty. Without it the sum of the segments. */
  total?: number;
  size?: 'page' | 'row';
};

/** Counts of one whole, beside each other. Nothing that exists is thinner than can be seen. */
export function Bar({ label, segments, total, size = 'page' }: BarProps) {
  const shown = segments.filter((segment) => segment.count > 0);
  const sum = shown.reduce((all, segment) => all + segment.count, 0);
  const whole = Math.max(total ?? sum, sum);
  const words = shown.map((segment) => `${formatCount(segment.count)} ${segment.label}`).join(', ');
  return (
    <div className={cx(styles.bar, styles[size])} role="img" aria-label={words === '' ? label : `${label}: ${words}`}>
      {shown.map((segment) => (
        <span
          key={segment.label}
          className={styles.segment}
          data-tone={segment.tone}
          style={{ flexGrow: segment.count }}
          title={`${formatCount(segment.count)} ${segment.label}`}
        />
      ))}
      {whole > sum && <span className={styles.rest} style={{ flexGrow: whole - sum }} />}
      {whole === 0 && <span className={styles.rest} style={{ flexGrow: 1 }} />}
    </div>
  );
}
