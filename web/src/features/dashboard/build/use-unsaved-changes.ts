import { usePanelEditor, usePanelGroupEditor } from '@perses-dev/dashboards';
import { useUnsavedWork } from '@/lib/unsaved-work';
import { leavingWords, type Changes } from './leaving-words';

/** Asks before the builder is left with changes, or with something open in it. */
export function useUnsavedChanges(changes: Omit<Changes, 'isEditorOpen'>, onDiscard: () => void): void {
  const isPanelOpen = usePanelEditor() !== undefined;
  const isGroupOpen = usePanelGroupEditor() !== undefined;
  const isEditorOpen = isPanelOpen || isGroupOpen;
  // A draft of an earlier day is not thrown away with an editor that was only opened.
  const onLose = (): void => {
    if (changes.isChanged) onDiscard();
  };
  useUnsavedWork(changes.isChanged || isEditorOpen, { ...leavingWords({ ...changes, isEditorOpen }), onLose });
}
