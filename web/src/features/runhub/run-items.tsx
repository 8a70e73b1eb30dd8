import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Schema } from '@/api/client';
import { SegmentedControl } from '@/kit/field/choice';
import { Card } from '@/kit/page/card';
import { Loaded } from '@/kit/page/loaded';
import { isFinished } from '@/kit/status/status-table';
import { formatCount } from '@/lib/numbers';
import { groupItems, itemsEmptyText, viewOptions, type ItemGroup, type ItemView } from './item-groups';
import { isCheck, type Item, type RunDetail } from './run';
import { RunItemGroup } from './run-item-group';
import { useLogAddress } from './log-view-state';
import styles from './run.module.css';

type RunItemsProps = {
  detail: RunDetail;
  view: ItemView;
  query: UseInfiniteQueryResult<Schema<'ItemPage'>>;
  items: readonly Item[];
};

/** What the run worked on, worst first, under the reasons that items have in common. */
export function RunItems({ detail, view, query, items }: RunItemsProps) {
  const [params, setParams] = useSearchParams();
  const { counts } = detail.run;
  const ofCheck = isCheck(detail.run);
  const groups = groupItems(items, detail.reasons, view, ofCheck);
  const setView = (next: ItemView): void => {
    const changed = new URLSearchParams(params);
    if (next === 'all') changed.delete('items');
    else changed.set('items', next);
    setParams(changed, { replace: true });
  };
  return (
    <div className={styles.items}>
      <Card
        isFlush
        title="Items"
        note={formatCount(counts.total)}
        aside={
          <SegmentedControl
            label="Which items"
            hidesLabel
            value={view}
            onChange={setView}
            options={viewOptions(detail, ofCheck, view)}
          />
        }
      >
        <Loaded query={{ ...query, data: query.data }} what="The items">
          {() => <Groups groups={groups} view={view} run={detail.run} query={query} />}
        </Loaded>
      </Card>
    </div>
  );
}

type GroupsProps = {
  groups: readonly ItemGroup[];
  view: ItemView;
  run: RunDetail['run'];
  query: RunItemsProps['query'];
};

function Groups({ groups, view, run, query }: GroupsProps) {
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const log = useLogAddress();
  if (groups.length === 0) {
    return <p className={styles.nothing}>{itemsEmptyText(view, run.counts.total, isFinished(run.status))}</p>;
  }
  return (
    <div className={styles.groups}>
      {groups.map((group) => (
        <RunItemGroup
          key={group.key}
          group={group}
          isWhole={whole.has(group.key)}
          chosen={log.filter.item}
          onChoose={(seq) => log.setItem(seq === log.filter.item ? undefined : seq)}
          onMore={() => {
            setWhole(new Set(whole).add(group.key));
            if (group.items.length < group.count && query.hasNextPage) void query.fetchNextPage();
          }}
        />
      ))}
    </div>
  );
}
