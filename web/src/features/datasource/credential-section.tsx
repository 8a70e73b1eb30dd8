import { useState, type ReactNode } from 'react';
import { Stack } from '@/kit/layout/columns';
import styles from './datasource.module.css';

type CredentialSectionProps = {
  /** What is set: 'bearer token, 1 header'. */
  facts: string;
  isOpenAtFirst: boolean;
  /** What is wrong stands inside: it is open whatever was chosen. */
  hasError: boolean;
  children: ReactNode;
};

/** The part of the form that most datasources do without: closed, it says what is in it. */
export function CredentialSection({ facts, isOpenAtFirst, hasError, children }: CredentialSectionProps) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  return (
    <details
      className={styles.more}
      open={isOpen || hasError}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <span className="strong">Sign-in, certificate and headers</span>
        <span className={styles.facts}>{facts}</span>
      </summary>
      <Stack gap="fields">{children}</Stack>
    </details>
  );
}
