import { cx } from '@/lib/cx';
import { formatAbsolute, formatAge, formatMoment, formatUntil, parseTime } from '@/lib/time';
import { formatDuration, formatElapsed } from '@/lib/duration';
import { Tooltip } from '@/kit/overlay/tooltip';
import { useAgeNow, useNow, useTimeZone } from './clock';
import styles from './text.module.css';

type RelativeTimeProps = {
  at: string | number | Date;
  /** 'age' is '12 min ago', 'moment' is 05:52 or Thu 18:04, 'until' is 'in 12 s'. */
  form?: 'age' | 'moment' | 'until';
  /** Rows that are focused as a whole: the time itself is not a stop of the keyboard. */
  isInRow?: boolean;
};

const FORMS = { age: formatAge, moment: formatMoment, until: formatUntil };

/** A time as people say it; hover and focus tell the whole of it with its zone. */
export function RelativeTime({ at, form = 'age', isInRow = true }: RelativeTimeProps) {
  const present = useNow(form === 'until' ? 'second' : 'minute');
  const ageNow = useAgeNow();
  const zone = useTimeZone();
  const time = parseTime(at);
  return (
    <Tooltip text={formatAbsolute(time, zone)}>
      <time className={cx(styles.time, 'num')} dateTime={time.toISOString()} tabIndex={isInRow ? undefined : 0}>
        {FORMS[form](time, form === 'age' ? ageNow : present, zone)}
      </time>
    </Tooltip>
  );
}

type DurationProps = { ms: number };

export function Duration({ ms }: DurationProps) {
  return <span className={cx(styles.time, 'num')}>{formatDuration(ms)}</span>;
}

/** The time since a moment, going on: the age of a failure, a run that is under way. */
export function Elapsed({ since, rhythm = 'second' }: { since: string | number | Date; rhythm?: 'second' | 'minute' }) {
  const now = useNow(rhythm);
  return <span className={cx(styles.time, 'num')}>{formatElapsed(now.getTime() - parseTime(since).getTime())}</span>;
}
