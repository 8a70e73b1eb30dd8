import { useState } from 'react';
import { Button } from '@/kit/button/button';
import { FilterChip } from '@/kit/chip/filter-chip';
import { SearchField } from '@/kit/field/search-field';
import { Toolbar } from '@/kit/layout/toolbar';
import { Menu } from '@/kit/overlay/menu';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { counted } from '@/lib/numbers';
import type { HealthPage } from './health';
import { isHealthFiltered, MATRIX_GROUPS, type MatrixGroup } from './health-filter';
import type { HealthFilterControl } from './use-health-filter';
import styles from './health.module.css';

type HealthToolbarProps = {
  control: HealthFilterControl;
  page: HealthPage | undefined;
  /** What is shown is what the filter finds. */
  isAnswered: boolean;
};

const GROUP_WORDS: Record<MatrixGroup, string> = { owner: 'owner', tag: 'tag', none: 'nothing' };

/** Search and filters. More environments add a filter of their own. */
export function HealthToolbar({ control, page, isAnswered }: HealthToolbarProps) {
  const { filter, change } = control;
  const environments = page?.environments ?? [];
  const isFiltered = isHealthFiltered(filter);
  const isNarrow = useIsNarrow();
  const [isOpen, setIsOpen] = useState(false);
  // A phone shows the answer first; the filters are one press away.
  if (isNarrow && !isOpen && !isFiltered) {
    return (
      <div>
        <Button size="small" variant="text" icon="filter" aria-expanded={false} onClick={() => setIsOpen(true)}>
          Filter
        </Button>
      </div>
    );
  }
  return (
    <Toolbar
      end={
        isFiltered &&
        filter.view !== 'causes' &&
        page && <span className={styles.matching}>{counted(page.total, 'dashboard')} with this filter</span>
      }
    >
      <SearchField
        label="Dashboard or owner"
        value={filter.text}
        isAnswered={isAnswered}
        onSearch={(text) => change({ text, sheet: undefined })}
      />
      {filter.view === 'matrix' && <GroupMenu group={filter.group} onChange={(group) => change({ group })} />}
      {environments.length > 1 && (
        <FilterChip
          label="Environment"
          isSingle
          values={filter.environment === '' ? [] : [filter.environment]}
          options={environments.map((environment) => ({ value: environment.id, label: environment.display_name }))}
          onChange={([environment = '']) => change({ environment, sheet: undefined })}
        />
      )}
      <FilterChip
        label="Owner"
        isSingle
        values={filter.owner === '' ? [] : [filter.owner]}
        options={(page?.owners ?? []).map(({ value, count }) => ({ value, label: value, count }))}
        onChange={([owner = '']) => change({ owner, sheet: undefined })}
      />
      <FilterChip
        label="Tag"
        values={filter.tags}
        options={(page?.tags ?? []).map(({ value, count }) => ({ value, label: value, count }))}
        onChange={(tags) => change({ tags, sheet: undefined })}
      />
      {isFiltered && (
        <Button size="small" variant="text" onClick={() => change({ ...NO_FILTER, sheet: undefined })}>
          Clear filters
        </Button>
      )}
    </Toolbar>
  );
}

const NO_FILTER = { status: undefined, environment: '', owner: '', tags: [], text: '' } as const;

function GroupMenu({ group, onChange }: { group: MatrixGroup; onChange: (group: MatrixGroup) => void }) {
  return (
    <Menu
      label="Group by"
      items={MATRIX_GROUPS.map((value) => ({
        label: GROUP_WORDS[value],
        isChosen: value === group,
        onSelect: () => onChange(value),
      }))}
      trigger={(control) => (
        <Button {...control} size="small" icon="chevronDown">
          <span>
            <span className="secondary">Group by </span>
            {GROUP_WORDS[group]}
          </span>
        </Button>
      )}
    />
  );
}
