import { useState, type FormEvent } from 'react';
import { toZonedTime } from 'date-fns-tz';
import type { Zone } from '@/lib/time';
import { Button } from '@/kit/button/button';
import { TextField } from '@/kit/field/text-field';
import { useNow } from '@/kit/text/clock';
import { Calendar } from './calendar';
import { isoDay, type Day } from './month-grid';
import type { TimeWindow } from './time-window';
import { timeAsTyped, typedTime, typedWindow } from './typed-time';
import styles from './time-menu.module.css';

type ExactRangeProps = {
  start: number;
  end: number;
  zone: Zone;
  onApply: (window: TimeWindow) => void;
};

function zonedDay(at: number, zone: Zone): Day {
  const local = toZonedTime(at, zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  return { year: local.getFullYear(), month: local.getMonth() + 1, day: local.getDate() };
}

const NOT_A_TIME = 'Not a time. Type 08:50, 20 Nov 08:50 or now-6h';

/** From one moment to another, typed or chosen in the calendar. */
export function ExactRange({ start, end, zone, onApply }: ExactRangeProps) {
  const [from, setFrom] = useState(() => timeAsTyped(start, zone));
  const [to, setTo] = useState(() => timeAsTyped(end, zone));
  const [isTried, setIsTried] = useState(false);

  const now = useNow('second').getTime();
  const fromAt = typedTime(from, now, zone);
  const toAt = typedTime(to, now, zone);
  const isBackwards = fromAt !== undefined && toAt !== undefined && toAt <= fromAt;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    const window = typedWindow(from, to, now, zone);
    if (window) onApply(window);
  };

  return (
    <form className={styles.exact} onSubmit={submit} noValidate>
      <TextField
        label="From"
        value={from}
        onChange={setFrom}
        error={isTried && fromAt === undefined ? NOT_A_TIME : undefined}
      />
      <TextField
        label="To"
        value={to}
        onChange={setTo}
        error={
          isTried && toAt === undefined ? NOT_A_TIME : isTried && isBackwards ? 'Ends before it begins' : undefined
        }
      />
      <Calendar
        from={zonedDay(fromAt ?? start, zone)}
        to={zonedDay(toAt ?? end, zone)}
        onRange={(first, last) => {
          setFrom(`${isoDay(first)} 00:00:00`);
          setTo(`${isoDay(last)} 23:59:59`);
        }}
      />
      <div className={styles.foot}>
        <Button type="submit" variant="filled" size="small">
          Show this time
        </Button>
      </div>
    </form>
  );
}
