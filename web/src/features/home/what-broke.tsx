import { Link } from 'react-router-dom';
import type { Schema } from '@/api/client';
import { Tag } from '@/kit/chip/tag';
import { Card } from '@/kit/page/card';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { healthFace } from '@/kit/status/status-table';
import { Elapsed } from '@/kit/text/relative-time';
import { Sentence } from '@/kit/text/sentence';
import { counted, formatCount, plural } from '@/lib/numbers';
import { brokenCauses } from './home';
import styles from './home.module.css';

const SHOWN = 4;

type WhatBrokeProps = { project: string; causes: Schema<'HealthCauses'> };

/** The worst causes. Nothing wrong is said in one line, without a card full of nothing. */
export function WhatBroke({ project, causes: { causes: all } }: WhatBrokeProps) {
  const causes = brokenCauses(all);
  const health = `/p/${project}/health`;
  const shown = causes.slice(0, SHOWN);
  return (
    <Card
      isFlush
      title="What broke"
      aside={causes.length > SHOWN && <Link to={health}>{`All ${counted(causes.length, 'cause')}`}</Link>}
    >
      {shown.length === 0 ? (
        <p className={styles.nothing}>Nothing. What breaks is listed here, by its cause.</p>
      ) : (
        <ul>
          {shown.map((cause) => (
            <li key={cause.key} className={styles.cause}>
              <StatusGlyph glyph={healthFace(cause.status).glyph} label={healthFace(cause.status).label} />
              <Link className={styles.sentence} to={`${health}?${new URLSearchParams({ open: cause.key }).toString()}`}>
                <Sentence text={cause.sentence} />
              </Link>
              <span className={styles.tag}>{cause.is_new && <Tag>new</Tag>}</span>
              <span className={styles.number}>
                <span className="num strong">{formatCount(cause.count)}</span> {plural(cause.count, 'dashboard')}
              </span>
              <span className={styles.age}>
                <Elapsed since={cause.since} rhythm="minute" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
