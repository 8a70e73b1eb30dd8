import type { ReactNode } from 'react';
import { StatusGlyph } from '@/kit/status/status-glyph';
import type { GlyphName } from '@/kit/status/status-table';
import { Icon } from '@/kit/icon/icon';
import styles from './note.module.css';

export type NoteTone = 'warning' | 'failed' | 'needs-input' | 'ok' | 'info';

type NoteProps = {
  tone: NoteTone;
  title: ReactNode;
  children?: ReactNode;
  /** A small button at the right. */
  action?: ReactNode;
};

const GLYPHS: Record<Exclude<NoteTone, 'info'>, GlyphName> = {
  warning: 'warning',
  failed: 'failed',
  'needs-input': 'needs-input',
  ok: 'ok',
};

/** Words that belong to a place on the page, and stay there. What must be read is never a toast. */
export function Note({ tone, title, children, action }: NoteProps) {
  return (
    <div className={styles.note} data-tone={tone} role={tone === 'failed' ? 'alert' : 'status'}>
      {tone === 'info' ? <Icon name="info" /> : <StatusGlyph glyph={GLYPHS[tone]} />}
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {children !== undefined && <div className={styles.text}>{children}</div>}
      </div>
      {action}
    </div>
  );
}
