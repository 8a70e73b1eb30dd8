import { Link } from 'react-router-dom';
import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { keyCaps } from '@/kit/keys/shortcut-match';
import { useShortcuts } from '@/kit/keys/shortcuts';
import { dashboardPaths } from '../dashboard-paths';
import { titleOf } from '../document/dashboard-document';
import type { Builder, Start } from './use-builder';
import styles from './builder.module.css';

type BuilderHeaderProps = {
  project: string;
  builder: Builder;
  start: Start;
  isSaving: boolean;
  onSave: () => void;
  onCancel: () => void;
};

function stateWords({ isChanged, isKept }: Builder, isNew: boolean): string {
  if (!isChanged) return isNew ? 'Not saved yet' : 'No changes';
  if (!isKept) return 'Not saved, and too large to be kept in this browser';
  return isNew ? 'Not saved yet, kept in this browser' : 'Unsaved changes, kept in this browser';
}

/** Name, state and the ways out of the builder. */
export function BuilderHeader({ project, builder, start, isSaving, onSave, onCancel }: BuilderHeaderProps) {
  const { document, undo, redo, whyNoSave } = builder;
  useShortcuts('Builder', [
    { keys: 'Mod+s', label: 'Save', whileTyping: true, run: () => whyNoSave === undefined && onSave() },
    { keys: 'Mod+z', label: 'Undo', run: () => undo?.() },
    { keys: 'Mod+Shift+z', label: 'Redo', run: () => redo?.() },
    { keys: 'Mod+y', label: 'Redo', run: () => redo?.() },
  ]);
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <span className={styles.crumb}>
          <Link to={dashboardPaths.list(project)}>Dashboards</Link>
          <span aria-hidden="true"> / </span>
        </span>
        <h1 className={`cut ${styles.title ?? ''}`}>{titleOf(document)}</h1>
        <span className={styles.state} role="status">
          {stateWords(builder, start.isNew)}
        </span>
      </div>
      <div className={styles.actions}>
        <IconButton
          icon="undo"
          label="Undo"
          keys={keyCaps('Mod+z').join(' ')}
          variant="outlined"
          disabledReason={undo ? undefined : 'Nothing to undo'}
          onClick={() => undo?.()}
        />
        <IconButton
          icon="redo"
          label="Redo"
          keys={keyCaps('Mod+Shift+z').join(' ')}
          variant="outlined"
          disabledReason={redo ? undefined : 'Nothing to redo'}
          onClick={() => redo?.()}
        />
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="filled" isBusy={isSaving} disabledReason={whyNoSave} onClick={onSave}>
          Save
        </Button>
      </div>
    </header>
  );
}
