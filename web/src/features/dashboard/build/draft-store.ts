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

/** The part of localStorage that is used. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

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

/** Unsaved work in the browser: one draft for each user and dashboard. Storage may be full or closed. */
export function createDraftStore(storage: DraftStorage | undefined): {
  load: (address: DraftAddress) => Draft | undefined;
  /** Says whether the draft is kept. */
  keep: (address: DraftAddress, draft: Draft) => boolean;
  drop: (address: DraftAddress) => void;
} {
  return {
    load: (address) => {
      try {
        const text = storage?.getItem(keyOf(address));
        return text === null || text === undefined ? undefined : parse(text);
      } catch {
        return undefined;
      }
    },
    keep: (address, draft) => {
      try {
        const text = JSON.stringify(draft);
        if (!storage || text.length > MAX_CHARACTERS) return false;
        storage.setItem(keyOf(address), text);
        return true;
      } catch {
        return false;
      }
    },
    drop: (address) => {
      try {
        storage?.removeItem(keyOf(address));
      } catch {
        // What can't be reached can't be read later either.
      }
    },
  };
}

function browserStorage(): DraftStorage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

export const draftStore = createDraftStore(browserStorage());
