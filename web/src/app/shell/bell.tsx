import { useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import type { Schema } from '@/api/client';
import { useChangePreferences, usePreferences } from '@/api/preferences';
import { useRunPage } from '@/api/queries/runs';
import type { RunsQuery } from '@/api/resources';
import { useCurrentProject } from '@/api/session';
import { IconButton } from '@/kit/button/icon-button';
import { Popover } from '@/kit/overlay/popover';
import { Loaded } from '@/kit/page/loaded';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { runFace } from '@/kit/status/status-table';
import { Sentence } from '@/kit/text/sentence';
import { plainSentence } from '@/kit/text/sentence-parts';
import { RelativeTime } from '@/kit/text/relative-time';
import { countSince, freshWord, momentOf } from './bell-model';
import styles from './bell.module.css';

type Run = Schema<'Run'>;

const SHOWN = 8;
const WANTS_A_LOOK: RunsQuery = { limit: SHOWN, status: ['awaiting_input', 'failed', 'partially_succeeded'] };

/** What went wrong or waits for a person, newest first. Opening it marks all of it as seen. */
export function Bell() {
  const project = useCurrentProject()?.name;
  const [isOpen, setIsOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  const { seen_at: seenAt } = usePreferences();
  const change = useChangePreferences();
  const query = useRunPage(project, WANTS_A_LOOK);
  const fresh = countSince(query.data?.items ?? [], seenAt);
  const word = freshWord(fresh, SHOWN);
  if (project === undefined) return null;
  const open = (): void => {
    setIsOpen((wasOpen) => !wasOpen);
    if (fresh > 0) change.mutate({ seen_at: new Date().toISOString() });
  };
  return (
    <>
      <IconButton
        ref={ref}
        icon="bell"
        label={fresh > 0 ? `Notifications, ${word} new` : 'Notifications'}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={open}
        badge={fresh > 0 && <span className={styles.count}>{word}</span>}
      />
      {isOpen && (
        <Popover
          anchor={ref}
          label="Notifications"
          align="end"
          onClose={() => setIsOpen(false)}
          className={styles.popover}
        >
          <h2 className={styles.title}>Failed or waiting</h2>
          <Loaded query={query} what="The runs">
            {(page) => <BellRuns project={project} runs={page.items} onOpen={() => setIsOpen(false)} />}
          </Loaded>
        </Popover>
      )}
    </>
  );
}

type BellRunsProps = { project: string; runs: readonly Run[]; onOpen: () => void };

function BellRuns({ project, runs, onOpen }: BellRunsProps) {
  if (runs.length === 0) return <p className={styles.none}>No run has failed, and none waits for input.</p>;
  return (
    <ul>
      {runs.map((run) => (
        <li key={run.id}>
          <Link className={styles.row} to={`/p/${encodeURIComponent(project)}/runs/${run.id}`} onClick={onOpen}>
            <StatusGlyph glyph={runFace(run.status).glyph} label={runFace(run.status).label} />
            <span className={styles.words}>
              <span className="cut strong">{run.title}</span>
              {run.message !== undefined && (
                <span className={styles.message} title={plainSentence(run.message)}>
                  <Sentence text={run.message} />
                </span>
              )}
            </span>
            <span className={styles.time}>
              <RelativeTime at={momentOf(run)} form="moment" />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
