import { useState, type FormEvent } from 'react';
import { toZonedTime } from 'date-fns-tz';
import type { Zone } from '@/lib/time';
import { browserZone } from '@/lib/time-zones';
import { Button } from '@/kit/button/button';
import { TextField } from '@/kit/field/text-field';
import { useNow } from '@/kit/text/clock';
import { Calendar } from './calendar';
import { isoDay, type Day } from './month-grid';
import { resolve, type TimeWindow } from './time-window';
import { typedTime, typedWindow, windowAsTyped } from './typed-time';
import styles from './exact-range.module.css';

type ExactRangeProps = {
  /** What is shown now. */
  window: TimeWindow;
  zone: Zone;
  onApply: (window: TimeWindow) => void;
};

function zonedDay(at: number, zone: Zone): Day {
  const local = toZonedTime(at, zone ?? browserZone());
  return { year: local.getFullYear(), month: local.getMonth() + 1, day: local.getDate() };
}

const NOT_A_TIME = 'Not a time. Type 08:50, 20 Nov 08:50 or now-6h';

/** From one moment to another, typed or chosen in the calendar. */
export function ExactRange({ window: shown, zone, onApply }: ExactRangeProps) {
  const [from, setFrom] = useState(() => windowAsTyped(shown, zone).from);
  const [to, setTo] = useState(() => windowAsTyped(shown, zone).to);
  const [isTried, setIsTried] = useState(false);

  const now = useNow('second').getTime();
  const fromAt = typedTime(from, now, zone);
  const toAt = typedTime(to, now, zone);
  const { start, end } = resolve(shown, now);
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
