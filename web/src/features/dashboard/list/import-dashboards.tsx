import { TextField } from '@/kit/field/text-field';
import { StatusGlyph } from '@/kit/status/status-glyph';
import type { GlyphName } from '@/kit/status/status-table';
import { counted } from '@/lib/numbers';
import { dashboardPaths } from '../dashboard-paths';
import { nameFault } from '../document/slug';
import { isTaken, plannedName, titleOfItem, type Conflict, type ImportItem } from './import-model';
import styles from './import-dialog.module.css';

export type ImportDashboardsProps = {
  project: string;
  items: readonly ImportItem[];
  conflict: Conflict;
  onRename: (key: string, name: string) => void;
};

export function glyphOf(item: ImportItem): GlyphName {
  if (item.state === 'saving') return 'running';
  if (item.state === 'saved') return 'ok';
  if (item.faults.length > 0) return 'failed';
  return item.result && item.result.changed + item.result.notes > 0 ? 'warning' : 'ok';
}

function wordsOf(item: ImportItem): string {
  if (item.state === 'saving') return 'being saved';
  if (item.state === 'saved') return 'imported';
  const { result } = item;
  if (!result || result.fault) return 'not imported';
  const parts = [counted(result.panels, 'panel')];
  if (result.changed > 0) parts.push(`${result.changed} changed`);
  if (result.notes > 0) parts.push(`${result.notes} kept as a note`);
  return parts.join(', ');
}

/** The name of one dashboard in addresses, with the address that it makes. */
export function NameField({
  project,
  item,
  items,
  conflict,
  onRename,
  isAlone,
}: Omit<ImportDashboardsProps, 'items'> & { item: ImportItem; items: readonly ImportItem[]; isAlone?: boolean }) {
  const planned = plannedName(item, items, conflict);
  const taken = isTaken(item, items);
  const address = planned === undefined ? 'left out: the name is taken' : dashboardPaths.view(project, planned);
  return (
    <TextField
      label={isAlone ? 'URL name' : `URL name of ${titleOfItem(item)}`}
      hidesLabel={!isAlone}
      size={isAlone ? 'default' : 'small'}
      isMono
      value={item.name}
      error={nameFault(item.name)}
      hint={taken && conflict === 'replace' ? `${address}, its next version` : address}
      onChange={(name) => onRename(item.key, name)}
    />
  );
}

/** Each dashboard for itself: what becomes of it, and under which name. */
export function ImportDashboards({ items, ...rest }: ImportDashboardsProps) {
  return (
    <ul className={styles.rows}>
      {items.map((item) => (
        <li key={item.key} className={styles.dashboardRow}>
          <StatusGlyph glyph={glyphOf(item)} />
          <span className={styles.named}>
            <span className="strong cut">{titleOfItem(item)}</span>
            <span className={styles.quiet}>{wordsOf(item)}</span>
          </span>
          {item.result && !item.result.fault && item.state !== 'saved' && (
            <NameField {...rest} item={item} items={items} />
          )}
          {item.faults.length > 0 && (
            <ul className={styles.faults}>
              {item.faults.slice(0, 10).map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
