import { formError } from '@/api/api-error';
import { useChangePreferences, usePreferences } from '@/api/preferences';
import { ZoneField } from '@/kit/date-time/zone-field';
import { SegmentedControl, Switch } from '@/kit/field/choice';
import { Card } from '@/kit/page/card';
import { Note } from '@/kit/page/note';
import { useNow } from '@/kit/text/clock';
import { setAppearance, useAppearance } from '@/kit/theme/appearance';
import { formatClock } from '@/lib/time';
import { browserZone } from '@/lib/time-zones';
import styles from './account.module.css';

const THEMES = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

const DENSITY_OPTIONS = [
  { value: 'compact', label: 'Compact' },
  { value: 'default', label: 'Default' },
  { value: 'roomy', label: 'Roomy' },
] as const;

/** Choices that follow to every browser; each holds at once. */
export function PreferencesCard() {
  const { theme, density } = useAppearance();
  const preferences = usePreferences();
  const change = useChangePreferences(true);
  const now = useNow();
  const zone = preferences.time_zone ?? '';
  const problem = formError(change.error, []);
  return (
    <Card title="Appearance">
      <div className={styles.choices}>
        {problem !== undefined && <Note tone="failed" title={problem} />}
        <SegmentedControl
          label="Theme"
          options={THEMES}
          value={theme}
          onChange={(next) => {
            setAppearance({ theme: next });
            change.mutate({ theme: next });
          }}
        />
        <SegmentedControl
          label="Rows"
          options={DENSITY_OPTIONS}
          value={density}
          onChange={(next) => {
            setAppearance({ density: next });
            change.mutate({ density: next });
          }}
        />
        <ZoneField
          value={zone}
          ownZone={browserZone()}
          hint={`Times are shown in it. There it is ${formatClock(now, zone === '' ? undefined : zone)}.`}
          onChange={(next) => change.mutate({ time_zone: next })}
        />
        <Switch
          label="Single-key shortcuts"
          note="g then d, j and k, and the others; those with Ctrl stay on"
          checked={preferences.shortcuts ?? true}
          onChange={(shortcuts) => change.mutate({ shortcuts })}
        />
        <Switch
          label="First steps on Home"
          note="In a new project, until its dashboards are checked and one is built"
          checked={preferences.start_hidden !== true}
          onChange={(isShown) => change.mutate({ start_hidden: !isShown })}
        />
      </div>
    </Card>
  );
}
