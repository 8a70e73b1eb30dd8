import { AfterDelay, Skeleton } from '@/kit/page/skeleton';
import viewStyles from './dashboard-view.module.css';
import gridStyles from './panel-grid.module.css';
import frameStyles from './panel-frame.module.css';

const SHAPES = ['1 / span 14', '15 / span 10', '1 / span 8', '9 / span 8', '17 / span 8'] as const;

/** A dashboard that is on its way, in its usual places. */
export function ViewSkeleton() {
  return (
    <div className={viewStyles.page} role="status" aria-label="Loading">
      <AfterDelay>
        <Skeleton width="32%" height="title" />
        <Skeleton width="45%" />
        <div className={gridStyles.grid}>
          {SHAPES.map((gridColumn) => (
            <div
              key={gridColumn}
              className={frameStyles.panel}
              style={{ gridColumn, gridRow: 'span 6', height: 230 }}
            />
          ))}
        </div>
      </AfterDelay>
    </div>
  );
}
