import { runTriggerValues } from '@/api/schema.gen';
import { formatClock, formatMoment, type Zone } from '@/lib/time';
import { RUN_STATUSES } from '@/kit/status/status-table';
import type { RunStatus, RunTrigger } from './run';

/** What the address of the Runs hub says: the whole state of the list. */
export type RunsFilter = {
  tab: RunsTab;
  text: string;
  operations: readonly string[];
  statuses: readonly RunStatus[];
  triggers: readonly RunTrigger[];
  startedBy: string;
  range: RunsRange;
};

export const RUNS_TABS = ['active', 'input', 'failed', 'all'] as const;
export type RunsTab = (typeof RUNS_TABS)[number];

export const RANGE_PRESETS = ['1h', '24h', '7d', '30d'] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];
export type RunsRange = { kind: 'preset'; preset: RangePreset } | { kind: 'between'; from: Date; to: Date };

const DEFAULT_PRESET: RangePreset = '24h';
const HOUR_MS = 3_600_000;
const PRESET_MS: Record<RangePreset, number> = {
  '1h': HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
};
const PRESET_WORDS: Record<RangePreset, string> = { '1h': '1 h', '24h': '24 h', '7d': '7 days', '30d': '30 days' };

const OPERATION_FORM = /^[a-z_]+\.[a-z_]+$/;

/** A value of the address that is not among the known ones is dropped: links outlive releases. */
function known<T extends string>(values: readonly string[], all: readonly T[]): T[] {
  return all.filter((value) => values.includes(value));
}

function listOf(params: URLSearchParams, name: string): string[] {
  return (params.get(name) ?? '').split(',').filter((value) => value !== '');
}

function validDate(text: string | null): Date | undefined {
  if (text === null) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function readRange(params: URLSearchParams): RunsRange {
  const from = validDate(params.get('from'));
  const to = validDate(params.get('to'));
  if (from && to && from < to) return { kind: 'between', from, to };
  const [preset = DEFAULT_PRESET] = known([params.get('range') ?? ''], RANGE_PRESETS);
  return { kind: 'preset', preset };
}

export function readRunsFilter(params: URLSearchParams): RunsFilter {
  const [tab = 'all'] = known([params.get('tab') ?? ''], RUNS_TABS);
  return {
    tab,
    text: params.get('q') ?? '',
    operations: listOf(params, 'op').filter((name) => OPERATION_FORM.test(name)),
    statuses: known(listOf(params, 'status'), RUN_STATUSES),
    triggers: known(listOf(params, 'trigger'), runTriggerValues),
    startedBy: params.get('by') ?? '',
    range: readRange(params),
  };
}

/** The address of a filter. What is as usual is left out, so that links stay short. */
export function writeRunsFilter(filter: RunsFilter): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string, usual = ''): void => {
    if (value !== usual) params.set(name, value);
  };
  set('tab', filter.tab, 'all');
  set('q', filter.text);
  set('op', filter.operations.join(','));
  set('status', filter.statuses.join(','));
  set('trigger', filter.triggers.join(','));
  set('by', filter.startedBy);
  if (filter.range.kind === 'preset') set('range', filter.range.preset, DEFAULT_PRESET);
  else {
    params.set('from', filter.range.from.toISOString());
    params.set('to', filter.range.to.toISOString());
  }
  return params;
}

const TAB_STATUSES: Record<RunsTab, readonly RunStatus[] | undefined> = {
  active: ['queued', 'running', 'awaiting_input'],
  input: ['awaiting_input'],
  failed: ['failed', 'partially_succeeded'],
  all: undefined,
};

/** The states that the tab and the status filter leave together; undefined is all of them. */
export function wantedStatuses(filter: Pick<RunsFilter, 'tab' | 'statuses'>): RunStatus[] | undefined {
  const ofTab = TAB_STATUSES[filter.tab];
  if (filter.statuses.length === 0) return ofTab ? [...ofTab] : undefined;
  return ofTab ? filter.statuses.filter((status) => ofTab.includes(status)) : [...filter.statuses];
}

/** What is under way is shown whenever it began: only finished runs are cut by time. */
export function isCutByTime(tab: RunsTab): boolean {
  return tab === 'all' || tab === 'failed';
}

/** The instants of a range. A preset reaches to the present and stays open at its end. */
export function rangeBounds(range: RunsRange, now: Date): { from: Date; to: Date | undefined } {
  if (range.kind === 'between') return { from: range.from, to: range.to };
  return { from: new Date(now.getTime() - PRESET_MS[range.preset]), to: undefined };
}

/** 'last 24 h', or 'Thu 09:45 to 11:45' */
export function rangeLabel(range: RunsRange, now: Date, zone?: Zone): string {
  if (range.kind === 'preset') return `last ${PRESET_WORDS[range.preset]}`;
  const isSameDay = range.to.getTime() - range.from.getTime() < 24 * HOUR_MS;
  const end = isSameDay ? formatClock(range.to, zone) : formatMoment(range.to, now, zone);
  return `${formatMoment(range.from, now, zone)} to ${end}`;
}

/** The same inside a sentence: 'in 24 h', 'from Thu 09:45 to 11:45' */
export function rangePhrase(range: RunsRange, now: Date, zone?: Zone): string {
  if (range.kind === 'preset') return `in ${PRESET_WORDS[range.preset]}`;
  return `from ${rangeLabel(range, now, zone)}`;
}

export function isPreset(value: string): value is RangePreset {
  return RANGE_PRESETS.some((preset) => preset === value);
}

export function presetLabel(preset: RangePreset): string {
  return `last ${PRESET_WORDS[preset]}`;
}

/** Whether anything but the usual is asked for. */
export function isFiltered(filter: RunsFilter): boolean {
  return writeRunsFilter({ ...filter, tab: 'all' }).size > 0;
}
