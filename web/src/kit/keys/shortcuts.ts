import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useLatest } from '@/lib/use-latest';
import { isTyping, pressedKey, type Keys } from './shortcut-match';

export type Shortcut = {
  keys: Keys;
  /** What it does, for the sheet of keys. */
  label: string;
  run: (event: KeyboardEvent) => void;
  /** Also while typing: only for chords such as Mod+K or Mod+S. */
  whileTyping?: boolean;
};

type Group = { name: string; read: () => readonly Shortcut[]; hasFocus: () => boolean };

/** How long the second key of a sequence may take. */
const SEQUENCE_MS = 1200;

let groups: readonly Group[] = [];
let areLettersOn = true;
let pending: { key: Keys; at: number } | undefined;
const listeners = new Set<() => void>();

function changed(next: readonly Group[]): void {
  groups = next;
  for (const listener of listeners) listener();
}

function find(keys: Keys, canType: boolean): Shortcut | undefined {
  // Where the focus is acts first. Then what was mounted last, as the innermost region: a sheet goes before the list
  // below it.
  const inward = [...groups].reverse();
  for (const group of [...inward.filter((each) => each.hasFocus()), ...inward]) {
    const found = group.read().find((shortcut) => shortcut.keys === keys && (!canType || shortcut.whileTyping));
    if (found) return found;
  }
  return undefined;
}

function startsSequence(key: Keys): boolean {
  return groups.some((group) => group.read().some((shortcut) => shortcut.keys.startsWith(`${key} `)));
}

/** A click on the words of a dialog takes the focus out of it: then the keys arrive at the page. */
function isBelowModal(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  return target instanceof Element && target.closest('[role="menu"], .MuiModal-root') !== null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const key = pressedKey(event);
  const isChord = key.includes('+') && key.length > 1;
  const canType = isTyping(event.target);
  if (!isChord && key !== 'Escape' && (!areLettersOn || canType)) return;
  const isBelow = isBelowModal(event.target);
  if (isBelow && !isChord) return;

  const before = pending && event.timeStamp - pending.at < SEQUENCE_MS ? pending.key : undefined;
  pending = undefined;
  const shortcut = (before && find(`${before} ${key}`, canType)) ?? find(key, canType && key !== 'Escape');
  if (shortcut) {
    event.preventDefault();
    // Saving would pass over what stands in the dialog; the browser's own Mod+S is of no use there either.
    if (!isBelow) shortcut.run(event);
  } else if (startsSequence(key)) {
    pending = { key, at: event.timeStamp };
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Turns the one-letter keys on or off; chords stay. */
export function setLetterKeys(areOn: boolean): void {
  areLettersOn = areOn;
}

/**
 * Keys of a region, for as long as it is mounted. They never act while somebody types, nor below an open
 * dialog. Entries may be false or undefined: they are left out. Of two regions with the same key the one acts that
 * says that it has the focus.
 */
export function useShortcuts(
  group: string,
  shortcuts: readonly (Shortcut | false | null | undefined)[],
  hasFocus: () => boolean = () => false,
): void {
  const read = useLatest(() => shortcuts.filter((shortcut) => !!shortcut));
  const isFocused = useLatest(hasFocus);
  // As soon as the region is on the screen: it may have the focus from then on.
  useLayoutEffect(() => {
    const entry: Group = { name: group, read, hasFocus: isFocused };
    if (groups.length === 0) window.addEventListener('keydown', onKeyDown);
    changed([...groups, entry]);
    return () => {
      changed(groups.filter((other) => other !== entry));
      if (groups.length === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, [group, read, isFocused]);
}

export type ShortcutGroup = { name: string; shortcuts: readonly Pick<Shortcut, 'keys' | 'label'>[] };

/** Every key that acts now, by region, for the sheet of keys. Regions of one name are one. */
export function useShortcutGroups(): ShortcutGroup[] {
  const current = useSyncExternalStore(subscribe, () => groups);
  const byName = new Map<string, Pick<Shortcut, 'keys' | 'label'>[]>();
  for (const group of current) {
    const known = byName.get(group.name) ?? [];
    byName.set(group.name, [...known, ...group.read()]);
  }
  return [...byName].map(([name, shortcuts]) => ({ name, shortcuts }));
}
