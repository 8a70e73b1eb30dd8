import { expect, it } from 'vitest';
import { leavingWords } from './leaving-words';

const KEPT = 'The draft stays in this browser and is offered again when you come back.';
const LOST = 'The changes are too many to be kept in this browser: leaving loses them.';
const OPEN = 'What is not applied in the open editor is lost.';

it.each([
  { isChanged: true, isKept: true, isEditorOpen: false, lost: KEPT, keep: 'Leave, keep the draft' },
  { isChanged: true, isKept: true, isEditorOpen: true, lost: `${KEPT} ${OPEN}`, keep: 'Leave, keep the draft' },
  { isChanged: true, isKept: false, isEditorOpen: false, lost: LOST, keep: undefined },
  { isChanged: true, isKept: false, isEditorOpen: true, lost: `${LOST} ${OPEN}`, keep: undefined },
  { isChanged: false, isKept: true, isEditorOpen: true, lost: OPEN, keep: undefined },
])('changed $isChanged, kept $isKept, an editor open $isEditorOpen: $lost', ({ lost, keep, ...changes }) => {
  const words = leavingWords(changes);
  expect(words.lost).toBe(lost);
  expect(words.keep).toBe(keep);
});
