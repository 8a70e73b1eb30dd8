import { useMemo, useState } from 'react';
import { useDashboard, useDashboardActions, usePanelEditor } from '@perses-dev/dashboards';
import { useAfterPause } from '@/lib/use-after-pause';
import {
  fingerprint,
  hasChanged,
  mergeKept,
  readDocument,
  type DashboardDocument,
} from '../document/dashboard-document';
import type { DraftAddress } from './draft-store';
import { PAUSE_MS, useDraft } from './use-draft';
import { recorded, redone, startUndo, undone, type UndoStack } from './undo-stack';

/** What one edits: the document, and what it was made from. */
export type Start = {
  /** As the server has it; for a new dashboard as it was proposed. */
  baseline: DashboardDocument;
  /** Where editing begins: the baseline, or a draft. */
  document: DashboardDocument;
  etag: string;
  base: number;
  isNew: boolean;
};

export type Builder = {
  document: DashboardDocument;
  isChanged: boolean;
  /** Why it can't be saved now. */
  whyNoSave: string | undefined;
  /** Whether unsaved work is kept in the browser; false when there is no room. */
  isKept: boolean;
  replace: (document: DashboardDocument) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  discardDraft: () => void;
};

function isSame(a: DashboardDocument, b: DashboardDocument): boolean {
  return fingerprint(a.spec) === fingerprint(b.spec) && fingerprint(a.metadata) === fingerprint(b.metadata);
}

/** The editor's document with undo and a draft in the browser. Stands below Perses' dashboard provider. */
export function useBuilder(start: Start, address: DraftAddress): Builder {
  const { dashboard, setDashboard } = useDashboard();
  const { setDashboard: setAllButVariables } = useDashboardActions();
  const isEditorOpen = usePanelEditor() !== undefined;
  // The store of Perses has no place for what it does not know: that is kept here.
  const [whole, setWhole] = useState(start.document);
  const edited = readDocument(dashboard);
  const print = fingerprint(edited);
  const document = useMemo(
    () => mergeKept(whole, edited),
    // The editor makes a new object with every drawing: its content decides.
    // oxlint-disable-next-line react/exhaustive-deps
    [print, whole],
  );
  const [stack, setStack] = useState<UndoStack<DashboardDocument>>(() => startUndo(document));
  const draft = useDraft(start, document, address);
  const isChanged = hasChanged(start.baseline, document);

  useAfterPause(document, PAUSE_MS, () => setStack((current) => recorded(current, document, isSame)));

  const show = (next: DashboardDocument): void => {
    setWhole(next);
    // Variables that are set anew forget their values, and every panel would be empty for a moment.
    if (fingerprint(next.spec.variables) === fingerprint(document.spec.variables)) setAllButVariables(next);
    else setDashboard(next);
  };
  const go = (step: (current: UndoStack<DashboardDocument>) => UndoStack<DashboardDocument>): void => {
    const next = step(recorded(stack, document, isSame));
    setStack(next);
    show(next.present);
  };
  const hasPast = stack.past.length > 0 || !isSame(stack.present, document);
  return {
    document,
    isChanged,
    whyNoSave: isEditorOpen
      ? 'Apply or cancel the panel first'
      : isChanged || start.isNew
        ? undefined
        : 'Nothing has changed',
    isKept: draft.isKept,
    replace: show,
    undo: !hasPast || isEditorOpen ? undefined : () => go(undone),
    redo: stack.future.length === 0 || isEditorOpen ? undefined : () => go(redone),
    discardDraft: draft.discard,
  };
}
