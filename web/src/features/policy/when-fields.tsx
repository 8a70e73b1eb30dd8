import { TextField } from '@/kit/field/text-field';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { ZoneField } from '@/kit/date-time/zone-field';
import { asClock, toggleDay } from './policy-form';
import type { PolicyFieldsProps } from './policy-fields';
import { WEEK } from './policy-words';
import styles from './policy-editor.module.css';

export function WhenFields({ form, change, problems }: PolicyFieldsProps) {
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>When</h2>
      <div className={styles.when}>
        <fieldset className={styles.daysField}>
          <legend className={styles.label}>Days</legend>
          <div className={styles.days}>
            {WEEK.map(({ day, short, name }) => (
              <button
                key={day}
                type="button"
                className={styles.day}
                aria-label={`${short}, ${name}`}
                aria-pressed={form.days.includes(day)}
                onClick={() => change({ days: toggleDay(form.days, day) })}
              >
                {short}
              </button>
            ))}
          </div>
          {problems.days !== undefined && (
            <p className={styles.problem} role="alert">
              <StatusGlyph glyph="failed" size="inline" />
              {problems.days}
            </p>
          )}
        </fieldset>
        <Clock label="From" value={form.from} onChange={(from) => change({ from })} error={problems.from} />
        <Clock label="To" value={form.to} onChange={(to) => change({ to })} error={problems.to} />
      </div>
      {form.to < form.from && problems.to === undefined && (
        <p className={styles.aside}>The window ends on the next day.</p>
      )}
      <ZoneField value={form.zone} onChange={(zone) => change({ zone })} error={problems.zone} />
    </section>
  );
}

type ClockProps = { label: string; value: string; onChange: (value: string) => void; error: string | undefined };

/** A clock of 24 hours, whatever the language of the browser: windows are read by people in several countries. */
function Clock({ label, value, onChange, error }: ClockProps) {
  return (
    <div className={styles.clock}>
      <TextField
        label={label}
        inputMode="numeric"
        maxLength={5}
        placeholder="HH:MM"
        value={value}
        onChange={onChange}
        onBlur={() => asClock(value) !== value && onChange(asClock(value))}
        error={error}
      />
    </div>
  );
}
