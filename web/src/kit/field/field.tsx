import { useId, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { StatusGlyph } from '@/kit/status/status-glyph';
import styles from './field.module.css';

/** What every labelled control takes. */
export type FieldFrame = {
  label: ReactNode;
  /** Grey words under the control. */
  hint?: ReactNode;
  /** What is wrong with the value: what, and what to do. */
  error?: string | undefined;
  /** Says that the value is good: '14 characters, long enough'. */
  good?: ReactNode;
  /** Keeps the label for readers of the screen only: a search field beside its list. */
  hidesLabel?: boolean;
  /** What stands at the right of the label. */
  aside?: ReactNode;
};

type ControlProps = { id: string; 'aria-invalid': true | undefined; 'aria-describedby': string | undefined };

type FieldProps = FieldFrame & { children: (control: ControlProps) => ReactNode; className?: string | undefined };

/** The server says what is wrong as the rest of a sentence ('is taken'); the label is its subject. */
function asSentence(label: ReactNode, error: string | undefined): string | undefined {
  if (error === undefined || typeof label !== 'string') return error;
  return /^\p{Ll}/u.test(error) ? `${label} ${error}` : error;
}

/** The frame of a control: label above, then the control, then the hint or what is wrong. */
export function Field({ label, hint, error, good, hidesLabel, aside, children, className }: FieldProps) {
  const id = useId();
  const messageId = `${id}-message`;
  const hasMessage = error !== undefined || good !== undefined || hint !== undefined;
  const control: ControlProps = {
    id,
    'aria-invalid': error === undefined ? undefined : true,
    'aria-describedby': hasMessage ? messageId : undefined,
  };
  return (
    <div className={cx(styles.field, className)}>
      <div className={hidesLabel ? 'sr-only' : styles.head}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {aside}
      </div>
      {children(control)}
      <FieldMessage id={messageId} error={asSentence(label, error)} good={good} hint={hint} />
    </div>
  );
}

type FieldMessageProps = Pick<FieldFrame, 'error' | 'good' | 'hint'> & { id: string };

function FieldMessage({ id, error, good, hint }: FieldMessageProps) {
  if (error !== undefined) {
    return (
      <p id={id} className={styles.error} role="alert">
        <StatusGlyph glyph="failed" size="inline" />
        {error}
      </p>
    );
  }
  if (good !== undefined) {
    return (
      <p id={id} className={styles.hint}>
        <StatusGlyph glyph="ok" size="inline" />
        {good}
      </p>
    );
  }
  if (hint === undefined) return null;
  return (
    <p id={id} className={styles.hint}>
      {hint}
    </p>
  );
}
