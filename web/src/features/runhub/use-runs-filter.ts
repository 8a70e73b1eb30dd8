import { useSearchParams } from 'react-router-dom';
import { readRunsFilter, writeRunsFilter, type RunsFilter } from './runs-filter';

export type RunsFilterControl = {
  filter: RunsFilter;
  /** The address with a change, for links. */
  addressOf: (change: Partial<RunsFilter>) => string;
  change: (change: Partial<RunsFilter>) => void;
};

/** The filter of the hub lives in the address: Back undoes, a link repeats. */
export function useRunsFilter(): RunsFilterControl {
  const [params, setParams] = useSearchParams();
  const filter = readRunsFilter(params);
  const next = (change: Partial<RunsFilter>): URLSearchParams => writeRunsFilter({ ...filter, ...change });
  return {
    filter,
    addressOf: (change) => `?${next(change).toString()}`,
    change: (change) => setParams(next(change)),
  };
}
