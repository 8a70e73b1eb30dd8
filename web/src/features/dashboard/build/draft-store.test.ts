import { describe, expect, it } from 'vitest';
import { emptyDocument } from '../document/dashboard-document';
import { createDraftStore, type Draft, type DraftStorage } from './draft-store';

function memory(): DraftStorage & { size: () => number } {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
    size: () => kept.size,
  };
}

const address = { user: 'm.okafor', project: 'commerce', name: 'web' };
const draft: Draft = { document: emptyDocument('commerce', 'web', 'Web'), etag: '"a-4"', base: 4, keptAt: 1000 };

describe('unsaved work', () => {
  it('comes back as it was', () => {
    const store = createDraftStore(memory(), 'one');
    expect(store.keep(address, draft)).toBe(true);
    expect(store.load(address)).toMatchObject(draft);
  });

  it('belongs to one user and one dashboard', () => {
    const storage = memory();
    const store = createDraftStore(storage, 'one');
    store.keep(address, draft);
    store.keep({ ...address, user: 'else' }, draft);
    expect(storage.size()).toBe(2);
    expect(store.load({ ...address, name: 'other' })).toBeUndefined();
    store.drop(address);
    expect(store.load(address)).toBeUndefined();
    expect(storage.size()).toBe(1);
  });

  it('of two windows is kept for each, and the newest is offered first', () => {
    const storage = memory();
    const one = createDraftStore(storage, 'one');
    const two = createDraftStore(storage, 'two');
    one.keep(address, draft);
    two.keep(address, { ...draft, base: 5, keptAt: 2000 });
    one.keep(address, { ...draft, keptAt: 1500 });
    const reloaded = createDraftStore(storage, 'three');
    expect(reloaded.load(address)).toMatchObject({ base: 5, keptAt: 2000 });
    two.drop(address);
    expect(reloaded.load(address)).toMatchObject({ base: 4, keptAt: 1500 });
  });

  it('that a reloaded window goes on with moves to it', () => {
    const storage = memory();
    createDraftStore(storage, 'before').keep(address, draft);
    const after = createDraftStore(storage, 'after');
    const found = after.load(address);
    if (!found) throw new Error('the draft is lost');
    after.take(found);
    after.keep(address, { ...draft, keptAt: 2000 });
    expect(storage.size()).toBe(1);
    after.drop(address);
    expect(storage.size()).toBe(0);
  });

  it('that another window writes on meanwhile stays that one’s', () => {
    const storage = memory();
    const one = createDraftStore(storage, 'one');
    const two = createDraftStore(storage, 'two');
    one.keep(address, draft);
    const found = two.load(address);
    if (!found) throw new Error('the draft is lost');
    two.take(found);
    one.keep(address, { ...draft, keptAt: 1500 });
    two.keep(address, { ...draft, keptAt: 2000 });
    two.drop(address);
    expect(two.load(address)).toMatchObject({ keptAt: 1500 });
  });

  it('of a dashboard whose name begins like another’s is not that one’s', () => {
    const store = createDraftStore(memory(), 'one');
    store.keep({ ...address, name: 'web-two' }, draft);
    expect(store.load(address)).toBeUndefined();
  });

  it('that can not be read is none', () => {
    const storage = memory();
    const store = createDraftStore(storage, 'one');
    store.keep(address, draft);
    for (const text of ['nonsense', '42', '{"document": {}}']) {
      expect(createDraftStore({ ...storage, length: 1, getItem: () => text }, 'one').load(address)).toBeUndefined();
    }
  });

  it('says when it could not be kept', () => {
    const full: DraftStorage = {
      ...memory(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(createDraftStore(full, 'one').keep(address, draft)).toBe(false);
    expect(createDraftStore(undefined, 'one').keep(address, draft)).toBe(false);
    expect(createDraftStore(undefined, 'one').load(address)).toBeUndefined();
  });
});
