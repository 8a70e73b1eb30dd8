import { useState } from 'react';
import type { PanelDefinition } from '@perses-dev/core';
import { IconButton } from '@/kit/button/icon-button';
import { Menu, type MenuItem } from '@/kit/overlay/menu';
import { panelTitle } from '../document/dashboard-document';
import { download } from '../document/download';
import { slug } from '../document/slug';
import type { PanelReading } from './last-good';
import { usePanelPage } from './panel-context';
import { QueryDialog } from './query-dialog';
import { hasSeries, seriesCsv } from './series-csv';

type PanelMenuProps = { panelKey: string; definition: PanelDefinition; reading: PanelReading };

/** What can be done with one panel. */
export function PanelMenu({ panelKey, definition, reading }: PanelMenuProps) {
  const page = usePanelPage();
  const [showsQueries, setShowsQueries] = useState(false);
  const title = panelTitle(definition, panelKey);
  const isExpanded = page.expanded === panelKey;
  const csv = (): void => {
    const text = seriesCsv(reading.results);
    if (text !== undefined) download(`${slug(title)}.csv`, text, 'text/csv');
  };
  const { expand } = page;
  const alone: MenuItem[] = expand
    ? [
        {
          label: isExpanded ? 'Back to all panels' : 'Show alone',
          icon: isExpanded ? 'shrink' : 'expand',
          hint: 'v',
          onSelect: () => expand(isExpanded ? undefined : panelKey),
        },
      ]
    : [];
  const items: MenuItem[] = [
    ...alone,
    ...(page.editPath ? [{ label: 'Edit this panel', icon: 'edit', to: page.editPath(panelKey) } as const] : []),
    { label: 'Show the queries', icon: 'database', startsGroup: true, onSelect: () => setShowsQueries(true) },
    {
      label: 'Download the data as CSV',
      icon: 'download',
      onSelect: csv,
      disabledReason: hasSeries(reading.results) ? undefined : 'There is no data',
    },
  ];
  return (
    <>
      <Menu
        label={`Panel ${title}`}
        align="end"
        items={items}
        trigger={(control) => <IconButton {...control} icon="more" label={`More about ${title}`} size="small" />}
      />
      {showsQueries && (
        <QueryDialog
          title={title}
          definition={definition}
          results={reading.results}
          onClose={() => setShowsQueries(false)}
        />
      )}
    </>
  );
}
