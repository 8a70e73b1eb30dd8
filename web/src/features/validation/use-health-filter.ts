import { useSearchParams } from 'react-router-dom';
import { readHealthFilter, writeHealthFilter, type HealthFilter } from './health-filter';

export type HealthFilterControl = {
  filter: HealthFilter;
  addressOf: (change: Partial<HealthFilter>) => string;
  /** Back undoes it. */
  change: (change: Partial<HealthFilter>) => void;
  /** For moving inside a list: Back leaves the list. */
  replace: (change: Partial<HealthFilter>) => void;
};

export function useHealthFilter(): HealthFilterControl {
  const [params, setParams] = useSearchParams();
  const filter = readHealthFilter(params);
  const next = (change: Partial<HealthFilter>): URLSearchParams => writeHealthFilter({ ...filter, ...change });
  return {
    filter,
    addressOf: (change) => `?${next(change).toString()}`,
    change: (change) => setParams(next(change)),
    replace: (change) => setParams(next(change), { replace: true }),
  };
}
