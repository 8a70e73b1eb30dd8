import type { ReactNode } from 'react';
import { CopyButton } from '@/kit/button/copy-button';
import { Button } from '@/kit/button/button';
import { Icon } from '@/kit/icon/icon';
import { StatusGlyph } from '@/kit/status/status-glyph';
import type { GlyphName } from '@/kit/status/status-table';
import { Code } from '@/kit/text/code';
import { PAGE_FAULT, UNREACHABLE, UNREACHABLE_WORDS, type Failure } from '@/lib/failure';
import styles from './states.module.css';

type Fact = { glyph?: GlyphName; name: string; value: ReactNode };

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map((fact) => (
        <div key={fact.name} className={styles.fact}>
          {fact.glyph && <StatusGlyph glyph={fact.glyph} />}
          <dt className={fact.glyph ? styles.name : styles.question}>{fact.name}</dt>
          <dd className={fact.glyph ? styles.value : styles.answer}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

type EmptyStateProps = {
  /** What is so: 'Nothing is checked yet'. */
  title: string;
  /** What is there already, and what is missing. */
  children: ReactNode;
  facts?: readonly Fact[];
  /** One filled button, and at most one other. */
  actions?: ReactNode;
  /** What it will look like. */
  preview?: ReactNode;
  /** The only matter of its page: then its title is the page's. */
  level?: 'page' | 'region';
};

/** An empty place teaches: one cause, one action. */
export function EmptyState({ title, children, facts, actions, preview, level = 'region' }: EmptyStateProps) {
  const Heading = level === 'page' ? 'h1' : 'h2';
  return (
    <section className={styles.state}>
      <Heading className={styles.title}>{title}</Heading>
      <p className={styles.text}>{children}</p>
      {facts && <Facts facts={facts} />}
      {preview}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}

type ErrorPanelProps = {
  failure: Failure;
  /** What could not be read: 'The members of commerce'. */
  what: string;
  /** What is kept, or what was tried. */
  children?: ReactNode;
  onRetry?: (() => void) | undefined;
  isRetrying?: boolean;
  /** A second way on. */
  action?: ReactNode;
  /** The only matter of its page: then its title is the page's. */
  level?: 'page' | 'region';
};

function explain(failure: Failure, what: string): { title: string; text: string } {
  if (failure.code === UNREACHABLE) {
    return { title: UNREACHABLE_WORDS.title, text: `${what} could not be read. ${UNREACHABLE_WORDS.advice}` };
  }
  if (failure.code === PAGE_FAULT) return { title: `${what} broke`, text: `${failure.message}.` };
  if (failure.status === 404) return { title: `${what}: not there`, text: failure.message };
  return { title: `${what} could not be read`, text: failure.message };
}

/** A part that could not be read. The rest of the page works. */
export function ErrorPanel(props: ErrorPanelProps) {
  const { failure, what, children, onRetry, isRetrying, action, level = 'region' } = props;
  const Heading = level === 'page' ? 'h1' : 'h2';
  const { title, text } = explain(failure, what);
  return (
    <section className={styles.error} role="alert">
      <StatusGlyph glyph="failed" />
      <div className={styles.words}>
        <Heading className={styles.errorTitle}>{title}</Heading>
        <p className={styles.errorText}>
          {text} {children}
        </p>
        <div className={styles.actions}>
          {onRetry && (
            <Button icon="refresh" isBusy={isRetrying ?? false} onClick={onRetry}>
              Try now
            </Button>
          )}
          {action}
          <span className={styles.evidence}>
            <Code>{failure.code}</Code>
            {failure.requestId !== undefined && (
              <>
                <span className="num">req {failure.requestId.slice(0, 8)}</span>
                <CopyButton text={failure.requestId} label="Copy request id" />
              </>
            )}
          </span>
        </div>
      </div>
    </section>
  );
}

type DeniedPanelProps = {
  /** 'Policies are for managers' */
  title: string;
  /** Who one is, and what one can do: 'You are operator in commerce. You can …' */
  children: ReactNode;
  /** What you need, who can give it, what you asked for. */
  facts?: readonly Fact[];
  actions?: ReactNode;
};

export function DeniedPanel({ title, children, facts, actions }: DeniedPanelProps) {
  return (
    <section className={styles.state}>
      <div className={styles.locked}>
        <Icon name="lock" size="title" />
        <div>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.text}>{children}</p>
        </div>
      </div>
      {facts && <Facts facts={facts} />}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
