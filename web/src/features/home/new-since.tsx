import { useState } from 'react';
import { useChangePreferences, usePreferences } from '@/api/preferences';
import { Button } from '@/kit/button/button';
import { Card } from '@/kit/page/card';
import { Loaded } from '@/kit/page/loaded';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { ListRow } from '@/kit/table/list-row';
import { RelativeTime } from '@/kit/text/relative-time';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { formatMoment, parseTime } from '@/lib/time';
import { newsSince } from './home';
import { useRecentHealth, useRecentRuns } from './home-data';
import styles from './home.module.css';

const SHOWN = 8;

/** What changed since the last visit: states of health, and runs that ended. */
export function NewSince({ project }: { project: string }) {
  const health = useRecentHealth(project);
  const runs = useRecentRuns(project);
  const { seen_at: seenAt } = usePreferences();
  const change = useChangePreferences();
  const [isWhole, setIsWhole] = useState(false);
  const now = useNow();
  const zone = useTimeZone();
  const news = newsSince(health.data?.items ?? [], runs.data?.items ?? [], seenAt, project);
  const shown = isWhole ? news : news.slice(0, SHOWN);
  return (
    <Card
      isFlush
      title="New since your last visit"
      note={seenAt === undefined ? undefined : formatMoment(parseTime(seenAt), now, zone)}
      aside={
        news.length > 0 && (
          <Button
            variant="text"
            size="small"
            icon="check"
            onClick={() => change.mutate({ seen_at: new Date().toISOString() })}
          >
            Mark as seen
          </Button>
        )
      }
    >
      <Loaded query={runs} what="What is new">
        {() =>
          shown.length === 0 ? (
            <p className={styles.nothing}>Nothing changed. Everything is as you left it.</p>
          ) : (
            <ul>
              {shown.map((line) => (
                <ListRow
                  key={line.key}
                  glyph={<StatusGlyph glyph={line.glyph} />}
                  title={line.title}
                  detail={line.text}
                  to={line.to}
                  end={
                    <span className={styles.newsEnd}>
                      <span className={styles.who}>{line.who}</span>
                      <span className={styles.when}>
                        <RelativeTime at={line.at} form="moment" />
                      </span>
                    </span>
                  }
                />
              ))}
              {news.length > shown.length && (
                <li>
                  <button type="button" className={styles.more} onClick={() => setIsWhole(true)}>
                    {news.length - shown.length} more
                  </button>
                </li>
              )}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
