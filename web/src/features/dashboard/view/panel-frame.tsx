import { useId, useState } from 'react';
import type { PanelDefinition } from '@perses-dev/core';
import { useReplaceVariablesInString } from '@perses-dev/plugin-system';
import { cx } from '@/lib/cx';
import { formatClock } from '@/lib/time';
import { IconButton } from '@/kit/button/icon-button';
import { Icon } from '@/kit/icon/icon';
import { Tooltip } from '@/kit/overlay/tooltip';
import { Pill } from '@/kit/status/pill';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { STALE_FACE } from '@/kit/status/status-table';
import { useTimeZone } from '@/kit/text/clock';
import { useElementSize } from '../chart/use-element-size';
import { ChartContext } from '../chart/use-colours';
import { explainQueryError } from '../query/query-failure';
import type { PanelQuery } from '../query/use-panel-data';
import { panelTitle } from '../document/dashboard-document';
import { warningsOf, type PanelReading } from './last-good';
import { PanelBody } from './panel-body';
import { usePanelPage } from './panel-context';
import { PanelLinksButton } from './panel-links-button';
import { PanelMenu } from './panel-menu';
import { usePanelReading } from './use-panel-reading';
import styles from './panel-frame.module.css';

type PanelFrameProps = {
  panelKey: string;
  definition: PanelDefinition;
  queries: readonly PanelQuery[];
  isInSight: boolean;
};

function SourceWarnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Tooltip text={`The source warns: ${warnings.join('; ')}`}>
      <span tabIndex={0} data-state="warned">
        <StatusGlyph glyph="warning" label={`The source warns: ${warnings.join('; ')}`} />
      </span>
    </Tooltip>
  );
}

function HeadState({ reading }: { reading: PanelReading }) {
  const zone = useTimeZone();
  const [error] = reading.errors;
  if (reading.staleSince !== undefined) {
    const since = `Stale since ${formatClock(new Date(reading.staleSince), zone)}`;
    // Without an error here it is the server that has nothing newer.
    const why = error === undefined ? 'The source does not answer' : explainQueryError(error).title;
    return (
      <Tooltip text={`${since}. ${why}`}>
        <span tabIndex={0} className={styles.state}>
          <span className={styles.wide}>
            <Pill face={STALE_FACE} label={since} />
          </span>
          <span className={styles.small}>
            <StatusGlyph glyph="stale" label={since} />
          </span>
        </span>
      </Tooltip>
    );
  }
  if (reading.results.length === 0) return null;
  if (error === undefined) return <SourceWarnings warnings={warningsOf(reading)} />;
  return (
    <Tooltip text={`One of the queries failed. ${explainQueryError(error).title}`}>
      <span tabIndex={0} data-state="partly">
        <StatusGlyph glyph="warning" label="One of the queries failed" />
      </span>
    </Tooltip>
  );
}

/** A panel: head of 40 px with its title, below it what its plugin draws. */
export function PanelFrame({ panelKey, definition, queries, isInSight }: PanelFrameProps) {
  const titleId = useId();
  const page = usePanelPage();
  const [body, setBody] = useState<HTMLElement | null>(null);
  const size = useElementSize(body);
  const reading = usePanelReading(definition, queries, isInSight);
  const title = useReplaceVariablesInString(panelTitle(definition, panelKey)) ?? panelKey;
  const description = useReplaceVariablesInString(definition.spec.display?.description);
  const isExpanded = page.expanded === panelKey;
  return (
    <section
      className={styles.panel}
      aria-labelledby={titleId}
      aria-busy={reading.isWaiting || undefined}
      data-panel={panelKey}
    >
      <header className={styles.head}>
        <h2 id={titleId} className={cx('cut', styles.title)} title={[title, description].filter(Boolean).join(': ')}>
          {title}
        </h2>
        {description !== undefined && description !== '' && (
          <Tooltip text={description}>
            <span className={styles.info} tabIndex={0} role="img" aria-label={description}>
              <Icon name="info" />
            </span>
          </Tooltip>
        )}
        <HeadState reading={reading} />
        <PanelLinksButton title={title} definition={definition} />
        <span className={styles.space} />
        <span className={styles.tools} data-shown={isExpanded || undefined}>
          {page.expand && (
            <span className={styles.alone}>
              <IconButton
                icon={isExpanded ? 'shrink' : 'expand'}
                label={isExpanded ? 'Back to all panels' : `Show ${title} alone`}
                size="small"
                onClick={() => page.expand?.(isExpanded ? undefined : panelKey)}
              />
            </span>
          )}
          <PanelMenu panelKey={panelKey} definition={definition} reading={reading} />
        </span>
      </header>
      <figure
        ref={setBody}
        className={cx(styles.body, reading.staleSince !== undefined && styles.stale)}
        aria-labelledby={titleId}
      >
        <ChartContext.Provider value={panelKey}>
          {size && <PanelBody definition={definition} reading={reading} size={size} />}
        </ChartContext.Provider>
      </figure>
    </section>
  );
}
