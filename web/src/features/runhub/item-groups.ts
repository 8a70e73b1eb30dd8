import { counted, formatCount } from '@/lib/numbers';
import { formatDuration } from '@/lib/duration';
import type { Item, ItemStatus, ReasonGroup } from './run';

export type ItemView = 'failed' | 'warned' | 'all';

export type ItemGroup = {
  key: string;
  status: ItemStatus;
  reasonCode: string | undefined;
  /** What the items have in common, with names between backquotes. */
  sentence: string;
  nextAction: string | undefined;
  /** All items of the group on the server, not only those that are loaded. */
  count: number;
  items: readonly Item[];
};

/** Worst first, then what is under way, what is good, what was passed over. */
const ORDER: readonly ItemStatus[] = ['failed', 'warned', 'running', 'queued', 'succeeded', 'skipped'];

const PLAIN_SENTENCES: Record<ItemStatus, string> = {
  failed: 'Failed',
  warned: 'Works, with warnings',
  running: 'Under way',
  queued: 'To do',
  succeeded: 'Succeeded',
  skipped: 'Skipped',
};

export function viewStatuses(view: ItemView): ItemStatus[] | undefined {
  switch (view) {
    case 'failed':
      return ['failed'];
    case 'warned':
      return ['warned'];
    case 'all':
      return undefined;
  }
}

function groupKey(status: ItemStatus, reason: string | undefined): string {
  return `${status}|${reason ?? ''}`;
}

/** What has not ended has no reason yet: its group says only that. */
function sentenceOf({ status, sentence }: ReasonGroup): string {
  const isOpen = status === 'queued' || status === 'running';
  return isOpen || sentence === '' ? PLAIN_SENTENCES[status] : sentence;
}

function rank(status: ItemStatus): number {
  return ORDER.indexOf(status);
}

/**
 * Puts items under the reasons that the server counted. Items whose reason is not among them (they changed
 * after the reasons were read) get a group of their own, so that nothing is lost from the list.
 */
export function groupItems(items: readonly Item[], reasons: readonly ReasonGroup[], view: ItemView): ItemGroup[] {
  const statuses = viewStatuses(view);
  const groups = new Map<string, ItemGroup & { items: Item[] }>();
  for (const reason of reasons) {
    if (statuses && !statuses.includes(reason.status)) continue;
    groups.set(groupKey(reason.status, reason.reason_code), {
      key: groupKey(reason.status, reason.reason_code),
      status: reason.status,
      reasonCode: reason.reason_code,
      sentence: sentenceOf(reason),
      nextAction: reason.next_action,
      count: reason.count,
      items: [],
    });
  }
  for (const item of items) {
    if (statuses && !statuses.includes(item.status)) continue;
    addItem(groups, item);
  }
  return [...groups.values()].sort((a, b) => rank(a.status) - rank(b.status) || b.count - a.count);
}

function addItem(groups: Map<string, ItemGroup & { items: Item[] }>, item: Item): void {
  const key = groupKey(item.status, item.reason_code);
  const known = groups.get(key);
  if (known) {
    known.items.push(item);
    known.count = Math.max(known.count, known.items.length);
    return;
  }
  groups.set(key, {
    key,
    status: item.status,
    reasonCode: item.reason_code,
    sentence: PLAIN_SENTENCES[item.status],
    nextAction: undefined,
    count: 1,
    items: [item],
  });
}

/** What stands at the end of an item's row: how long it took, or what goes on. */
export function itemNote(item: Item): string {
  if (item.status === 'queued') return '';
  if (item.status === 'running') return item.attempt > 1 ? `try ${item.attempt}` : 'now';
  if (item.status === 'skipped' || item.duration_ms === undefined) return '';
  const length = formatShort(item.duration_ms);
  return item.attempt > 1 ? `${length}, try ${item.attempt}` : length;
}

/** Under ten seconds with a tenth: what differs there are tenths. */
function formatShort(ms: number): string {
  return ms >= 1000 && ms < 9950 ? `${(ms / 1000).toFixed(1)} s` : formatDuration(ms);
}

/** '29 more' */
export function moreLabel(group: ItemGroup, shown: number): string | undefined {
  const rest = group.count - shown;
  return rest > 0 ? `${formatCount(rest)} more` : undefined;
}

export function itemsEmptyText(view: ItemView, total: number, noun = 'item'): string {
  switch (view) {
    case 'failed':
      return total === 0 ? 'Nothing has run yet' : 'Nothing failed';
    case 'warned':
      return total === 0 ? 'Nothing has run yet' : 'Nothing has a warning';
    case 'all':
      return `${counted(0, noun)}: what is to do is still being listed`;
  }
}
