import { useMemo } from 'react';
import { createRegistry, useEntries, useRegistered } from './registry';
import { useLatest } from './use-latest';

/** How people are asked before work is lost, in words that are true for that work. */
export type LosingWords = {
  title: string;
  /** What is lost, in whole sentences. */
  lost: string;
  stay: string;
  lose: string;
  /** The way that leaves and keeps the work; undefined where there is none. */
  keep?: string | undefined;
};

export type UnsavedWork = LosingWords & {
  /** Called when people leave and do not keep it. */
  onLose: () => void;
  /** It stands in a dialog, which may be closed by the address alone. */
  isInDialog: boolean;
};

const LEAVING: Omit<UnsavedWork, 'onLose'> = {
  title: 'Leave without saving?',
  lost: 'What you filled in or chose here is lost.',
  stay: 'Go on editing',
  lose: 'Leave, lose it',
  isInDialog: false,
};

const works = createRegistry<UnsavedWork>(guardThePage);
/** Things that go on and have no place on the page any more. */
let held = 0;
let isUnasked = false;

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function guardThePage(): void {
  if (works.read().length + held > 0) window.addEventListener('beforeunload', ask);
  else window.removeEventListener('beforeunload', ask);
}

/** Whether anything on the page was typed or made that leaving it would lose. */
export function hasUnsavedWork(): boolean {
  return works.read().length > 0;
}

/** What somebody who leaves now must be asked about first. */
export function workToAskAbout(): readonly UnsavedWork[] {
  return isUnasked ? [] : works.read();
}

/** Leaves the page after its work was saved: what is still drawn of it is no reason to ask. */
export function leaveUnasked(leave: () => void): void {
  isUnasked = true;
  try {
    leave();
  } finally {
    isUnasked = false;
  }
}

/** The browser asks before the window is closed or loaded again, until what is given back is called. */
export function holdThePage(): () => void {
  held += 1;
  guardThePage();
  return () => {
    held -= 1;
    guardThePage();
  };
}

/** All that leaving the page would lose now, in the order in which it came. */
export function useAllUnsavedWork(): readonly UnsavedWork[] {
  return useEntries(works);
}

/** Tells that there is something to lose: people are asked before the page is left or loaded again. */
export function useUnsavedWork(isUnsaved: boolean, work?: Partial<UnsavedWork>): void {
  const { title, lost, stay, lose, keep, isInDialog } = { ...LEAVING, ...work };
  const onLose = useLatest(() => work?.onLose?.());
  const told = useMemo(
    () => (isUnsaved ? { title, lost, stay, lose, keep, isInDialog, onLose } : undefined),
    [isUnsaved, title, lost, stay, lose, keep, isInDialog, onLose],
  );
  useRegistered(works, told);
}
