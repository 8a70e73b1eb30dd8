import { describe, expect, it } from 'vitest';
import { emptyDocument } from '../document/dashboard-document';
import { createDraftStore, type Draft, type DraftStorage } from './draft-store';

function memory(): DraftStorage & { size: () => number } {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    size: () => kept.size,
  };
}

const address = { user: 'm.okafor', project: 'commerce', name: 'web' };
const draft: Draft = { document: emptyDocument('commerce', 'web', 'Web'), etag: '"a-4"', base: 4, keptAt: 1000 };

describe('unsaved work', () => {
  it('comes back as it was', () => {
    const store = createDraftStore(memory());
    expect(store.keep(address, draft)).toBe(true);
    expect(store.load(address)).toEqual(draft);
  });

  it('belongs to one user and one dashboard', () => {
    const storage = memory();
    const store = createDraftStore(storage);
    store.keep(address, draft);
    store.keep({ ...address, user: 'else' }, draft);
    expect(storage.size()).toBe(2);
    expect(store.load({ ...address, name: 'other' })).toBeUndefined();
    store.drop(address);
    expect(store.load(address)).toBeUndefined();
    expect(storage.size()).toBe(1);
  });

  it('that can not be read is none', () => {
    const storage = memory();
    const store = createDraftStore(storage);
    store.keep(address, draft);
    for (const text of ['nonsense', '42', '{"document": {}}']) {
      expect(createDraftStore({ ...storage, getItem: () => text }).load(address)).toBeUndefined();
    }
  });

  it('says when it could not be kept', () => {
    const full: DraftStorage = {
      ...memory(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(createDraftStore(full).keep(address, draft)).toBe(false);
    expect(createDraftStore(undefined).keep(address, draft)).toBe(false);
    expect(createDraftStore(undefined).load(address)).toBeUndefined();
  });
});
