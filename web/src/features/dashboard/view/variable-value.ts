import { DEFAULT_ALL_VALUE, type VariableValue } from '@perses-dev/core';

/** The chosen values as a list. */
export function chosenValues(value: VariableValue | undefined): string[] {
  if (value === null || value === undefined || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/** What a change in the list of options means: 'All' stands alone, and something is always chosen. */
export function nextValue(
  before: VariableValue | undefined,
  next: readonly string[],
  isMultiple: boolean,
): VariableValue {
  const chosen = chosenValues(before);
  if (!isMultiple) return next[0] ?? chosen[0] ?? null;
  if (next.length === 0) return before ?? null;
  const hadAll = chosen.includes(DEFAULT_ALL_VALUE);
  if (next.includes(DEFAULT_ALL_VALUE) && !hadAll) return DEFAULT_ALL_VALUE;
  return next.filter((value) => value !== DEFAULT_ALL_VALUE);
}

type Option = { value: string; label: string };

/** What the control says: 'ranker-v4', 'All 6', 'a, b', 'a, b +2'. */
export function valueWords(value: VariableValue | undefined, options: readonly Option[]): string {
  const chosen = chosenValues(value);
  if (chosen.includes(DEFAULT_ALL_VALUE)) return options.length === 0 ? 'All' : `All ${options.length}`;
  if (chosen.length === 0) return 'none';
  const labels = chosen.map((one) => options.find((option) => option.value === one)?.label ?? one);
  const shown = labels.slice(0, 2).join(', ');
  return labels.length > 2 ? `${shown} +${labels.length - 2}` : shown;
}
