import { readDocument, type DashboardDocument } from '../document/dashboard-document';

/** Unsaved work on a dashboard, with what it was made from. */
export type Draft = {
  document: DashboardDocument;
  /** The tag of the version that it was made from; empty for a dashboard that is not saved yet. */
  etag: string;
  /** That version's number. */
  base: number;
  keptAt: number;
};

export type DraftAddress = { user: string; project: string; name: string };

/** A draft that was found, and where. */
export type FoundDraft = Draft & { place: string };

/** The part of localStorage that is used. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'dashkeep.draft';
const MAX_CHARACTERS = 1_500_000;

function keyOf({ user, project, name }: DraftAddress): string {
  return [PREFIX, user, project, name].map(encodeURIComponent).join('/');
}

function parse(text: string): Draft | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { document, etag, base, keptAt } = { ...value } as Partial<Record<keyof Draft, unknown>>;
  if (typeof etag !== 'string' || typeof base !== 'number' || typeof keptAt !== 'number') return undefined;
  return { document: readDocument(document), etag, base, keptAt };
}

export type DraftStore = {
  /** The newest draft of a dashboard, of whatever window. */
  load: (address: DraftAddress) => FoundDraft | undefined;
  /** Goes on with a draft that was found: it becomes this window's own with the next keeping. */
  take: (found: FoundDraft) => void;
  /** Says whether the draft is kept. */
  keep: (address: DraftAddress, draft: Draft) => boolean;
  /** Forgets this window's own draft, and the one that it went on with. */
  drop: (address: DraftAddress) => void;
  discard: (found: FoundDraft) => void;
};

/**
 * Unsaved work in the browser. Each window that edits a dashboard has a draft of its own: two of them do not overwrite
 * each other. Storage may be full or closed.
 */
export function createDraftStore(storage: DraftStorage | undefined, page: string): DraftStore {
  let taken: FoundDraft | undefined;

  const ownKey = (address: DraftAddress): string => `${keyOf(address)}/${page}`;
  const read = (place: string): FoundDraft | undefined => {
    try {
      const text = storage?.getItem(place);
      const found = text === null || text === undefined ? undefined : parse(text);
      return found && { ...found, place };
    } catch {
      return undefined;
    }
  };
  const remove = (place: string): void => {
    try {
      storage?.removeItem(place);
    } catch {
      // What can't be reached can't be read later either.
    }
  };
  /** What was taken is removed where it was, unless the window that it is of has written on. */
  const release = (): void => {
    if (taken && read(taken.place)?.keptAt === taken.keptAt) remove(taken.place);
    taken = undefined;
  };

  return {
    load: (address) => {
      const key = keyOf(address);
      const found = keysOf(storage).flatMap((place) =>
        place === key || (place.startsWith(`${key}/`) && !place.slice(key.length + 1).includes('/'))
          ? (read(place) ?? [])
          : [],
      );
      return found.toSorted((a, b) => b.keptAt - a.keptAt)[0];
    },
    take: (found) => {
      taken = found;
    },
    keep: (address, draft) => {
      try {
        const text = JSON.stringify(draft);
        if (!storage || text.length > MAX_CHARACTERS) return false;
        storage.setItem(ownKey(address), text);
        if (taken?.place !== ownKey(address)) release();
        return true;
      } catch {
        return false;
      }
    },
    drop: (address) => {
      remove(ownKey(address));
      release();
    },
    discard: (found) => remove(found.place),
  };
}

function keysOf(storage: DraftStorage | undefined): string[] {
  try {
    return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '');
  } catch {
    return [];
  }
}

function browserStorage(): DraftStorage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** Another one for each page that is loaded: windows that were copied from each other have the same storage. */
function pageId(): string {
  return [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join('');
}

export const draftStore = createDraftStore(browserStorage(), pageId());
