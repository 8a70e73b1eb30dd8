import { useState } from 'react';
import { IconButton } from '@/kit/button/icon-button';
import { dayNumber, isoDay, monthGrid, MONTHS, shiftMonth, type Day } from './month-grid';
import styles from './calendar.module.css';

type CalendarProps = {
  /** The days that are chosen, from the first to the last. */
  from: Day;
  to: Day;
  /** A first press begins a range, a second one ends it. */
  onRange: (from: Day, to: Day) => void;
};

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

function dayLabel({ day, month, year }: Day): string {
  return `${day} ${MONTHS[month - 1] ?? ''} ${year}`;
}

/** A month, in which two presses choose a range of days. */
export function Calendar({ from, to, onRange }: CalendarProps) {
  const [shown, setShown] = useState({ year: to.year, month: to.month });
  const [first, setFirst] = useState<Day>();
  const low = dayNumber(first ?? from);
  const high = dayNumber(first ?? to);

  const press = (day: Day): void => {
    if (!first) {
      setFirst(day);
      onRange(day, day);
      return;
    }
    setFirst(undefined);
    if (dayNumber(day) < dayNumber(first)) onRange(day, first);
    else onRange(first, day);
  };

  return (
    <div className={styles.calendar}>
      <div className={styles.head}>
        <IconButton
          icon="chevronLeft"
          label="The month before"
          size="small"
          onClick={() => setShown(shiftMonth(shown, -1))}
        />
        <span role="status">
          {MONTHS[shown.month - 1]} {shown.year}
        </span>
        <IconButton
          icon="chevronRight"
          label="The month after"
          size="small"
          onClick={() => setShown(shiftMonth(shown, 1))}
        />
      </div>
      <table className={styles.grid}>
        <thead>
          <tr>
            {WEEKDAYS.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {monthGrid(shown.year, shown.month).map((week) => (
            <tr key={week[0] && isoDay(week[0])}>
              {week.map((day) => {
                const at = dayNumber(day);
                return (
                  <td key={isoDay(day)}>
                    <button
                      type="button"
                      className={styles.day}
                      aria-label={dayLabel(day)}
                      aria-pressed={at >= low && at <= high}
                      data-outside={day.month === shown.month ? undefined : true}
                      data-in={(at > low && at < high) || undefined}
                      data-end={at === low || at === high || undefined}
                      onClick={() => press(day)}
                    >
                      {day.day}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
