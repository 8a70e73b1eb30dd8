import { catalogSortValues } from '@/api/schema.gen';
import { FilterChip } from '@/kit/chip/filter-chip';
import { Button } from '@/kit/button/button';
import { SearchField } from '@/kit/field/search-field';
import { Toolbar } from '@/kit/layout/toolbar';
import { Menu } from '@/kit/overlay/menu';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { HEALTH_STATES, healthFace, isHealthState } from '@/kit/status/status-table';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import type { Catalog } from '../dashboard-api';
import { LIVE_STATES, SORT_LABELS, type CatalogFilter } from './catalog-filter';

type CatalogToolbarProps = {
  filter: CatalogFilter;
  onFilter: (filter: CatalogFilter) => void;
  /** The values to choose from, once they are read. */
  catalog: Catalog | undefined;
  /** What is shown is what the filter finds. */
  isAnswered: boolean;
};

const HEALTH_OPTIONS = HEALTH_STATES.map((state) => {
  const face = healthFace(state);
  return { value: state, label: face.label, glyph: <StatusGlyph glyph={face.glyph} size="inline" /> };
});

function facets(
  values: readonly { value: string; count: number }[] | undefined,
): { value: string; label: string; count: number }[] {
  return (values ?? []).map(({ value, count }) => ({ value, label: value, count }));
}

/** Search, filters and order of the list. */
export function CatalogToolbar({ filter, onFilter, catalog, isAnswered }: CatalogToolbarProps) {
  const change = (part: Partial<CatalogFilter>): void => onFilter({ ...filter, ...part });
  const counts = catalog?.counts;
  const isNarrow = useIsNarrow();
  return (
    <Toolbar
      end={
        !isNarrow && (
          <Menu
            label="Order"
            align="end"
            items={catalogSortValues.map((sort) => ({
              label: SORT_LABELS[sort],
              isChosen: sort === filter.sort,
              onSelect: () => change({ sort }),
            }))}
            trigger={(control) => (
              <Button
                {...control}
                variant="text"
                icon={filter.sort === 'name' ? 'arrowUp' : 'arrowDown'}
                aria-label={`Order: ${SORT_LABELS[filter.sort]}`}
              >
                {SORT_LABELS[filter.sort]}
              </Button>
            )}
          />
        )
      }
    >
      <SearchField
        label="Name, tag, owner, metric"
        value={filter.text}
        isAnswered={isAnswered}
        onSearch={(text) => change({ text })}
      />
      <FilterChip
        label="Health"
        values={filter.health}
        options={HEALTH_OPTIONS}
        onChange={(values) => change({ health: values.filter(isHealthState) })}
      />
      <FilterChip
        label="Owner"
        isSingle
        values={filter.owner === undefined ? [] : [filter.owner]}
        options={facets(catalog?.owners)}
        onChange={([owner]) => change({ owner })}
      />
      <FilterChip
        label="State"
        isSingle
        values={filter.state === undefined ? [] : [filter.state]}
        options={LIVE_STATES.map((state) => ({ value: state, label: state, ...(counts && { count: counts[state] }) }))}
        onChange={([chosen]) => change({ state: LIVE_STATES.find((state) => state === chosen) })}
      />
      <FilterChip
        label="Tag"
        values={filter.tags}
        options={facets(catalog?.tags)}
        onChange={(tags) => change({ tags })}
      />
    </Toolbar>
  );
}
