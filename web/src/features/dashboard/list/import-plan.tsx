import { useState } from 'react';
import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { Tag } from '@/kit/chip/tag';
import { SegmentedControl, Switch } from '@/kit/field/choice';
import { TextField } from '@/kit/field/text-field';
import { Bar } from '@/kit/status/bar';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { counted, formatCount } from '@/lib/numbers';
import { isTaken, titleOfItem, totals, type Conflict, type ImportItem } from './import-model';
import styles from './import-dialog.module.css';

/** How much comes over: changed, as it is, kept as a note. */
export function ImportSummary({ items, seconds }: { items: readonly ImportItem[]; seconds: number }) {
  const { changed, notes, asTheyAre } = totals(items);
  return (
    <div>
      <Bar
        label="Panels"
        segments={[
          { tone: 'warning', count: changed, label: 'changed' },
          { tone: 'ok', count: asTheyAre, label: 'as they are' },
          { tone: 'neutral', count: notes, label: 'kept as a note' },
        ]}
      />
      <p className={styles.counts}>
        <span className={styles.count}>
          <StatusGlyph glyph="warning" size="inline" /> <b>{formatCount(changed)}</b> changed
        </span>
        <span className={styles.count}>
          <StatusGlyph glyph="ok" size="inline" /> <b>{formatCount(asTheyAre)}</b> as they are
        </span>
        <span className={styles.count}>
          <StatusGlyph glyph="skipped" size="inline" /> <b>{formatCount(notes)}</b> kept as a note
        </span>
        <span className={styles.readIn}>{seconds > 0 && `read in ${seconds.toFixed(1)} s`}</span>
      </p>
    </div>
  );
}

const CHOICES: { value: Conflict; label: string }[] = [
  { value: 'keep', label: 'Keep both' },
  { value: 'replace', label: 'Replace' },
  { value: 'leave', label: 'Leave out' },
];

function Tags({ tags, onTags }: { tags: readonly string[]; onTags: (tags: string[]) => void }) {
  const [typed, setTyped] = useState<string>();
  const add = (): void => {
    const tag = typed?.trim() ?? '';
    if (tag !== '' && !tags.includes(tag)) onTags([...tags, tag.slice(0, 50)]);
    setTyped(undefined);
  };
  return (
    <span className={styles.line}>
      <span className="strong">Tag</span>
      {tags.map((tag) => (
        <span key={tag} className={styles.chosenTag}>
          <Tag>{tag}</Tag>
          <IconButton
            icon="close"
            size="small"
            label={`Without the tag ${tag}`}
            onClick={() => onTags(tags.filter((other) => other !== tag))}
          />
        </span>
      ))}
      {typed === undefined ? (
        <Button size="small" icon="plus" onClick={() => setTyped('')}>
          Tag
        </Button>
      ) : (
        <TextField
          label="New tag"
          hidesLabel
          size="small"
          autoFocus
          value={typed}
          onChange={setTyped}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key === 'Enter') add();
          }}
        />
      )}
    </span>
  );
}

type ImportChoicesProps = {
  items: readonly ImportItem[];
  conflict: Conflict;
  onConflict: (conflict: Conflict) => void;
  tags: readonly string[];
  onTags: (tags: string[]) => void;
  checks: boolean;
  onChecks: (checks: boolean) => void;
  whyNotCheck: string | undefined;
};

/** What happens to names that are taken, tags for all of them, and the check afterwards. */
export function ImportChoices({
  items,
  conflict,
  onConflict,
  tags,
  onTags,
  checks,
  onChecks,
  whyNotCheck,
}: ImportChoicesProps) {
  const taken = items.filter((item) => item.faults.length === 0 && isTaken(item, items));
  const titles = taken.map(titleOfItem);
  return (
    <section className={styles.card} aria-label="How they are saved">
      {taken.length > 0 && (
        <div className={styles.choice}>
          <span>
            <span className="strong">
              {taken.length === 1 ? '1 name is taken' : `${formatCount(taken.length)} names are taken`}
            </span>{' '}
            <span className={styles.quiet}>
              {titles.slice(0, 5).join(', ')}
              {titles.length > 5 && ` and ${counted(titles.length - 5, 'other')}`}
            </span>
          </span>
          <SegmentedControl
            label="When the name is taken"
            hidesLabel
            options={CHOICES}
            value={conflict}
            onChange={onConflict}
          />
        </div>
      )}
      <div className={styles.choice}>
        <Tags tags={tags} onTags={onTags} />
        <Switch
          label="Check them after the import"
          note={whyNotCheck}
          checked={checks}
          disabled={whyNotCheck !== undefined}
          onChange={onChecks}
        />
      </div>
    </section>
  );
}
