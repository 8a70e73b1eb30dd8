import { formatCount } from '@/lib/numbers';
import { formatDuration } from '@/lib/duration';
import type { GlyphName } from '@/kit/status/status-table';
import type { Finding, Item, ItemStatus, ReasonGroup, RunDetail } from './run';

/** What of a run is shown: of a check its verdicts and what had none, of other work its failures. */
export type ItemView = 'failing' | 'warnings' | 'unchecked' | 'failed' | 'all';

/** How an item ended, or where it is: its verdict where it has one. */
export type Outcome = Finding | Exclude<ItemStatus, 'succeeded'> | 'done' | 'unchecked';

export type ItemGroup = {
  key: string;
  outcome: Outcome;
  /** What the items have in common, with names between backquotes. */
  sentence: string;
  nextAction: string | undefined;
  /** The sentence says of every item what is wrong with it. */
  saysAll: boolean;
  /** All items of the group on the server, not only those that are loaded. */
  count: number;
  items: readonly Item[];
};

type Building = ItemGroup & { items: Item[] };

type OutcomeLook = { label: string; glyph: GlyphName; sentence: string };

/** Worst first, then what is under way, what is good, what was passed over. */
export const OUTCOMES: Record<Outcome, OutcomeLook> = {
  fail: { label: 'Failing', glyph: 'failed', sentence: 'Failing' },
  warn: { label: 'Warning', glyph: 'warning', sentence: 'With warnings' },
  awaiting_input: { label: 'Needs input', glyph: 'needs-input', sentence: 'Needs input' },
  unchecked: { label: 'Unknown', glyph: 'unknown', sentence: 'Could not be checked' },
  failed: { label: 'Failed', glyph: 'failed', sentence: 'Failed' },
  warned: { label: 'Warning', glyph: 'warning', sentence: 'Works, with warnings' },
  running: { label: 'Running', glyph: 'running', sentence: 'Under way' },
  queued: { label: 'Queued', glyph: 'queued', sentence: 'To do' },
  pass: { label: 'Healthy', glyph: 'ok', sentence: 'Healthy' },
  done: { label: 'Succeeded', glyph: 'ok', sentence: 'Succeeded' },
  skipped: { label: 'Skipped', glyph: 'skipped', sentence: 'Skipped' },
};
const ORDER = Object.keys(OUTCOMES);

type Ended = { status: ItemStatus; finding?: Finding };

export function outcomeOf({ status, finding }: Ended, ofCheck: boolean): Outcome {
  if (status === 'succeeded') return finding ?? 'done';
  return status === 'failed' && ofCheck ? 'unchecked' : status;
}

type ViewQuery = { status?: ItemStatus[]; finding?: Finding[] };

/** What the server is asked for. */
export function viewQuery(view: ItemView): ViewQuery {
  switch (view) {
    case 'failing':
      return { finding: ['fail'] };
    case 'warnings':
      return { finding: ['warn'] };
    case 'unchecked':
    case 'failed':
      return { status: ['failed'] };
    case 'all':
      return {};
  }
}

function isInView(outcome: Outcome, view: ItemView): boolean {
  switch (view) {
    case 'failing':
      return outcome === 'fail';
    case 'warnings':
      return outcome === 'warn' || outcome === 'warned';
    case 'unchecked':
    case 'failed':
      return outcome === 'unchecked' || outcome === 'failed';
    case 'all':
      return true;
  }
}

export type ViewOption = { value: ItemView; label: string };

/** The views that a run has, with how many items are in each. What a check does not have is left out. */
export function viewOptions({ run }: Pick<RunDetail, 'run'>, ofCheck: boolean, shown: ItemView): ViewOption[] {
  const { counts, findings } = run;
  const options: (ViewOption & { count: number })[] = ofCheck
    ? [
        { value: 'failing', label: 'Failing', count: findings.fail },
        { value: 'warnings', label: 'Warnings', count: findings.warn },
        { value: 'unchecked', label: 'Not checked', count: counts.failed },
      ]
    : [{ value: 'failed', label: 'Failed', count: counts.failed }];
  return [
    ...options
      .filter(({ value, count }) => count > 0 || value === shown || value === 'failing' || value === 'failed')
      .map(({ value, label, count }) => ({ value, label: `${label} ${formatCount(count)}` })),
    { value: 'all', label: 'All' },
  ];
}

function groupKey(item: Pick<Item, 'status' | 'finding' | 'reason_code' | 'cause'>): string {
  return [item.status, item.finding ?? '', item.reason_code ?? '', item.cause?.key ?? ''].join('|');
}

function newGroup(key: string, outcome: Outcome): Building {
  const { sentence } = OUTCOMES[outcome];
  return { key, outcome, sentence, nextAction: undefined, saysAll: false, count: 0, items: [] };
}

/** What has not ended, or is well, has no reason: its group says only that. */
function sentenceOf({ sentence, cause }: ReasonGroup, outcome: Outcome): string {
  const isPlain = outcome === 'running' || outcome === 'queued' || outcome === 'pass' || outcome === 'done';
  return cause?.sentence ?? (isPlain || sentence === '' ? OUTCOMES[outcome].sentence : sentence);
}

/**
 * The items under what they have in common. The groups and their counts are the server's; items that are loaded are
 * put into them.
 */
export function groupItems(
  items: readonly Item[],
  reasons: readonly ReasonGroup[],
  view: ItemView,
  ofCheck: boolean,
): ItemGroup[] {
  const groups = new Map<string, Building>();
  for (const reason of reasons) {
    const outcome = outcomeOf(reason, ofCheck);
    if (!isInView(outcome, view)) continue;
    const key = groupKey(reason);
    groups.set(key, {
      ...newGroup(key, outcome),
      sentence: sentenceOf(reason, outcome),
      nextAction: reason.next_action,
      saysAll: reason.cause !== undefined,
      count: reason.count,
    });
  }
  for (const item of items) {
    const outcome = outcomeOf(item, ofCheck);
    if (!isInView(outcome, view)) continue;
    const key = groupKey(item);
    const group = groups.get(key) ?? newGroup(key, outcome);
    group.items.push(item);
    group.count = Math.max(group.count, group.items.length);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => rank(a) - rank(b) || b.count - a.count);
}

function rank({ outcome }: ItemGroup): number {
  return ORDER.indexOf(outcome);
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

export function itemsEmptyText(view: ItemView, total: number, isOver: boolean): string {
  if (total === 0 && isOver) return 'Nothing was done';
  if (view === 'all') return '0 items: what is to do is still being listed';
  if (total === 0) return 'Nothing has run yet';
  switch (view) {
    case 'failing':
      return 'Nothing is failing';
    case 'warnings':
      return 'Nothing has a warning';
    case 'unchecked':
      return 'Everything could be checked';
    case 'failed':
      return 'Nothing failed';
  }
}
