import type { ReactNode } from 'react';
import { runTriggerValues } from '@/api/schema.gen';
import { FilterChip } from '@/kit/chip/filter-chip';
import type { ChipOption } from '@/kit/chip/option-list';
import { SearchField } from '@/kit/field/search-field';
import { Toolbar } from '@/kit/layout/toolbar';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { isRunStatus, RUN_STATUSES, runFace } from '@/kit/status/status-table';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { useMe } from '@/api/session';
import type { RunTrigger } from './run';
import { OPERATION_NAMES } from './run-words';
import { isCutByTime, isPreset, presetLabel, RANGE_PRESETS, rangeLabel, type RunsFilter } from './runs-filter';
import type { RunsFilterControl } from './use-runs-filter';

const TRIGGER_WORDS: Record<RunTrigger, string> = {
  manual: 'by hand',
  schedule: 'schedule',
  api: 'API',
  operator: 'operator',
};

const STATUS_OPTIONS: readonly ChipOption[] = RUN_STATUSES.map((status) => {
  const face = runFace(status);
  return { value: status, label: face.label, glyph: <StatusGlyph glyph={face.glyph} /> };
});
const OPERATION_OPTIONS: readonly ChipOption[] = OPERATION_NAMES.map((name) => ({ value: name, label: name }));
const TRIGGER_OPTIONS: readonly ChipOption[] = runTriggerValues.map((trigger) => ({
  value: trigger,
  label: TRIGGER_WORDS[trigger],
}));

type RunsToolbarProps = {
  control: RunsFilterControl;
  /** What is shown is what the filter finds. */
  isAnswered: boolean;
  end: ReactNode;
};

export function RunsToolbar({ control: { filter, change }, isAnswered, end }: RunsToolbarProps) {
  return (
    <Toolbar end={end || undefined}>
      <SearchField
        label="Title, id, message"
        value={filter.text}
        isAnswered={isAnswered}
        onSearch={(text) => change({ text })}
      />
      {isCutByTime(filter.tab) && <StartedChip filter={filter} change={change} />}
      <FilterChip
        label="Operation"
        values={filter.operations}
        options={OPERATION_OPTIONS}
        onChange={(operations) => change({ operations })}
      />
      <FilterChip
        label="Status"
        values={filter.statuses}
        options={STATUS_OPTIONS}
        onChange={(values) => change({ statuses: values.filter(isRunStatus) })}
      />
      <FilterChip
        label="Trigger"
        values={filter.triggers}
        options={TRIGGER_OPTIONS}
        onChange={(values) => change({ triggers: runTriggerValues.filter((trigger) => values.includes(trigger)) })}
      />
      <StartedByChip filter={filter} change={change} />
    </Toolbar>
  );
}

type ChipProps = { filter: RunsFilter; change: (change: Partial<RunsFilter>) => void };

function StartedChip({ filter: { range }, change }: ChipProps) {
  const now = useNow();
  const zone = useTimeZone();
  const presets: ChipOption[] = RANGE_PRESETS.map((preset) => ({ value: preset, label: presetLabel(preset) }));
  const value = range.kind === 'preset' ? range.preset : 'between';
  const chosen: ChipOption[] =
    range.kind === 'between' ? [{ value: 'between', label: rangeLabel(range, now, zone) }] : [];
  return (
    <FilterChip
      label="Started"
      isSingle
      values={[value]}
      options={[...chosen, ...presets]}
      onChange={([next]) => {
        // Without a chosen range the widest preset holds: a list of everything ever run has no end.
        if (next === undefined) change({ range: { kind: 'preset', preset: range.kind === 'between' ? '24h' : '30d' } });
        else if (isPreset(next)) change({ range: { kind: 'preset', preset: next } });
      }}
    />
  );
}

function StartedByChip({ filter: { startedBy }, change }: ChipProps) {
  const { user } = useMe();
  const known = [user.login, 'system'];
  const values = startedBy === '' || known.includes(startedBy) ? known : [...known, startedBy];
  return (
    <FilterChip
      label="Started by"
      isSingle
      values={startedBy === '' ? [] : [startedBy]}
      options={values.map((value) => ({ value, label: value === user.login ? `${value}, you` : value }))}
      onChange={([next = '']) => change({ startedBy: next })}
    />
  );
}
