import type { LosingWords } from '@/lib/unsaved-work';

export type Changes = {
  isChanged: boolean;
  /** The changes are in the draft, which stays in the browser. */
  isKept: boolean;
  /** What stands in the editor of a panel or a group is in no draft until it is applied. */
  isEditorOpen: boolean;
};

const IN_EDITOR = 'What is not applied in the open editor is lost.';

/** How one is asked before changes are left behind: they stay in the browser unless one throws them away. */
export function leavingWords({ isChanged, isKept, isEditorOpen }: Changes): Partial<LosingWords> {
  if (!isChanged) return { lost: IN_EDITOR };
  const changes = isKept
    ? 'The draft stays in this browser and is offered again when you come back.'
    : 'The changes are too many to be kept in this browser: leaving loses them.';
  return {
    lost: isEditorOpen ? `${changes} ${IN_EDITOR}` : changes,
    lose: 'Discard the changes',
    keep: isKept ? 'Leave, keep the draft' : undefined,
  };
}
