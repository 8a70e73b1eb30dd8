import type { UseQueryResult } from '@tanstack/react-query';
import type { Density } from '@/kit/chart/density';
import { DensityChart } from '@/kit/chart/density-chart';
import { Card } from '@/kit/page/card';
import { Note } from '@/kit/page/note';
import { Skeleton } from '@/kit/page/skeleton';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useNow } from '@/kit/text/clock';
import { toFailure } from '@/lib/failure';
import { counted } from '@/lib/numbers';
import { cx } from '@/lib/cx';
import { parseTime } from '@/lib/time';
import type { PlanDensity, PlanWarning, PolicyPreview, PolicyWindow } from './policy';
import { dayWord, hoursWord, lateWord, planSentence, planSubline } from './plan-words';
import styles from './plan-aside.module.css';

type PlanAsideProps = { preview: UseQueryResult<PolicyPreview>; canPlan: boolean; zone: string };

/** What would happen: how many checks, how dense, with what else, and the next windows. */
export function PlanAside({ preview, canPlan, zone }: PlanAsideProps) {
  const { data } = preview;
  const isOld = !canPlan || preview.isPreviousData || preview.error !== null;
  return (
    <aside className={styles.aside} aria-label="Plan" aria-busy={preview.isFetching}>
      <Card>
        {data ? (
          <div className={styles.plan} data-old={isOld}>
            {!canPlan && <p>This is the plan from before. A new one follows when the marked fields are right.</p>}
            <Plan preview={data} zone={zone} />
          </div>
        ) : preview.error ? (
          <p className={styles.waiting}>{toFailure(preview.error).message}</p>
        ) : (
          <NoPlan canPlan={canPlan} />
        )}
      </Card>
      {data && data.windows.length > 0 && (
        <Card isFlush title="Next windows">
          <div className={styles.plan} data-old={isOld}>
            <Windows windows={data.windows} zone={zone} />
          </div>
        </Card>
      )}
    </aside>
  );
}

function NoPlan({ canPlan }: { canPlan: boolean }) {
  if (!canPlan)
    return <p className={styles.waiting}>The plan shows here when dashboards, days, times and zone are given.</p>;
  return (
    <div className={styles.plan}>
      <Skeleton width="55%" height="title" />
      <Skeleton width="80%" />
      <Skeleton height="chart" />
    </div>
  );
}

/** A day on which the clocks change is told, not warned of. */
function toneOf(code: PlanWarning['code']): 'warning' | 'info' {
  return code === 'short_day' || code === 'long_day' || code === 'overlap' ? 'info' : 'warning';
}

function densityOf({ starts_at, bucket_seconds, ceiling, own, others }: PlanDensity): Density {
  return { startsAt: parseTime(starts_at), bucketSeconds: bucket_seconds, ceiling, own, others };
}

function Plan({ preview, zone }: { preview: PolicyPreview; zone: string }) {
  const now = useNow();
  const [first] = preview.windows;
  const others = preview.density.other_policies ?? 0;
  return (
    <>
      <h2 className={styles.sentence}>{planSentence(preview)}</h2>
      <p className={styles.sub}>{planSubline(preview, zone)}</p>
      {preview.density.own.length > 0 && first && (
        <DensityChart
          density={densityOf(preview.density)}
          zone={zone}
          caption={`Checks a minute, ${dayWord(first, now, zone)}`}
          own="this policy"
          others={others > 0 ? counted(others, 'other policy', 'other policies') : undefined}
        />
      )}
      {preview.warnings.map((warning) => (
        <Note key={`${warning.code}-${warning.title}`} tone={toneOf(warning.code)} title={warning.title}>
          {warning.text}
        </Note>
      ))}
    </>
  );
}

function Windows({ windows, zone }: { windows: readonly PolicyWindow[]; zone: string }) {
  const now = useNow();
  return (
    <table className={styles.windows}>
      <tbody>
        {windows.map((window) => (
          <tr key={window.starts_at}>
            <th scope="row">{dayWord(window, now, zone)}</th>
            <td className="num">{hoursWord(window, zone)}</td>
            <td className="num">{counted(window.checks, 'check')}</td>
            <td className={cx('num', styles.late)}>
              {window.late ? <StatusGlyph glyph="warning" size="inline" /> : null}
              <span data-late={Boolean(window.late)}>{lateWord(window)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
