import { formError } from '@/api/api-error';
import { useChangePreferences, usePreferences } from '@/api/preferences';
import { Select, type Option } from '@/kit/field/select';
import { Card } from '@/kit/page/card';
import { Note } from '@/kit/page/note';
import styles from './account.module.css';

const AS_DASHKEEP = '';

const RANGES: readonly Option<string>[] = [
  { value: AS_DASHKEEP, label: 'The last hour (default)' },
  { value: '5m', label: 'The last 5 minutes' },
  { value: '15m', label: 'The last 15 minutes' },
  { value: '30m', label: 'The last 30 minutes' },
  { value: '3h', label: 'The last 3 hours' },
  { value: '6h', label: 'The last 6 hours' },
  { value: '12h', label: 'The last 12 hours' },
  { value: '24h', label: 'The last 24 hours' },
  { value: '2d', label: 'The last 2 days' },
  { value: '7d', label: 'The last 7 days' },
  { value: '30d', label: 'The last 30 days' },
];

const REFRESHES: readonly Option<string>[] = [
  { value: AS_DASHKEEP, label: 'Every 15 seconds (default)' },
  { value: '0', label: 'Off' },
  { value: '5', label: 'Every 5 seconds' },
  { value: '10', label: 'Every 10 seconds' },
  { value: '30', label: 'Every 30 seconds' },
  { value: '60', label: 'Every minute' },
  { value: '300', label: 'Every 5 minutes' },
];

/** A value that was chosen elsewhere, by the API, is not lost by looking at it. */
function withOwn(options: readonly Option<string>[], value: string, label: string): readonly Option<string>[] {
  return options.some((option) => option.value === value) ? options : [...options, { value, label }];
}

/** What a dashboard opens with when it has no wish of its own. */
export function DashboardChoicesCard() {
  const { default_range: range = AS_DASHKEEP, refresh_interval: seconds } = usePreferences();
  const refresh = seconds === undefined ? AS_DASHKEEP : String(seconds);
  const change = useChangePreferences(true);
  const problem = formError(change.error, []);
  return (
    <Card title="Dashboards">
      <div className={styles.choices}>
        {problem !== undefined && <Note tone="failed" title={problem} />}
        <div className={styles.pair}>
          <Select
            label="Time range"
            value={range}
            options={withOwn(RANGES, range, `The last ${range}`)}
            hint="For dashboards that have none of their own"
            onChange={(next) => change.mutate({ default_range: next === AS_DASHKEEP ? undefined : next })}
          />
          <Select
            label="Refresh"
            value={refresh}
            options={withOwn(REFRESHES, refresh, `Every ${refresh} seconds`)}
            hint="The same; each dashboard can be set otherwise while it is open"
            onChange={(next) => change.mutate({ refresh_interval: next === AS_DASHKEEP ? undefined : Number(next) })}
          />
        </div>
      </div>
    </Card>
  );
}
