import { useEffect, useState, useSyncExternalStore } from 'react';

/** What components tell for as long as they are mounted, in the order in which they began to. */
export type Registry<Entry> = {
  /** Takes an entry in the place of the owner's one before; undefined takes that away. */
  put: (owner: object, entry: Entry | undefined) => void;
  read: () => readonly Entry[];
  subscribe: (listener: () => void) => () => void;
};

/** `onChange` is called before those who subscribed. */
export function createRegistry<Entry>(onChange?: (entries: readonly Entry[]) => void): Registry<Entry> {
  const byOwner = new Map<object, Entry>();
  const listeners = new Set<() => void>();
  let entries: readonly Entry[] = [];
  return {
    put: (owner, entry) => {
      if (byOwner.get(owner) === entry) return;
      if (entry === undefined) byOwner.delete(owner);
      else byOwner.set(owner, entry);
      entries = [...byOwner.values()];
      onChange?.(entries);
      for (const listener of [...listeners]) listener();
    },
    read: () => entries,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Keeps an entry in a registry while the component is mounted. It must be the same one while nothing of it changes. */
export function useRegistered<Entry>(registry: Registry<Entry>, entry: Entry | undefined): void {
  const [owner] = useState(() => ({}));
  useEffect(() => registry.put(owner, entry), [registry, owner, entry]);
  // Apart from the one above: an entry that changes keeps its place.
  useEffect(() => () => registry.put(owner, undefined), [registry, owner]);
}

export function useEntries<Entry>(registry: Registry<Entry>): readonly Entry[] {
  return useSyncExternalStore(registry.subscribe, registry.read);
}
