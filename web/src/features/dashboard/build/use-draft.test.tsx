import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyDocument } from '../document/dashboard-document';
import { draftStore } from './draft-store';
import { PAUSE_MS, useDraft } from './use-draft';

const address = { user: 'm.okafor', project: 'commerce', name: 'web' };
const baseline = emptyDocument('commerce', 'web', 'Web');
const start = { baseline, etag: '"4"', base: 4 };
const edited = (title: string) => emptyDocument('commerce', 'web', title);

function kept(): string | undefined {
  return draftStore.load(address)?.document.spec.display?.name;
}

function edit() {
  return renderHook(({ document }) => useDraft(start, document, address), { initialProps: { document: baseline } });
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('unsaved work', () => {
  it('is kept when editing pauses, and dropped when nothing is left of it', () => {
    const { rerender } = edit();
    rerender({ document: edited('Once') });
    rerender({ document: edited('Twice') });
    expect(kept()).toBeUndefined();
    vi.advanceTimersByTime(PAUSE_MS);
    expect(kept()).toBe('Twice');
    rerender({ document: baseline });
    vi.advanceTimersByTime(PAUSE_MS);
    expect(kept()).toBeUndefined();
  });

  it('is kept to the last change when one leaves at once', () => {
    const { rerender, unmount } = edit();
    rerender({ document: edited('Last') });
    unmount();
    expect(kept()).toBe('Last');
  });

  it('is kept to the last change when the page is loaded again', () => {
    const { rerender } = edit();
    rerender({ document: edited('Last') });
    window.dispatchEvent(new Event('pagehide'));
    expect(kept()).toBe('Last');
  });

  it('that was thrown away or saved does not come back', () => {
    const { rerender, result, unmount } = edit();
    rerender({ document: edited('Gone') });
    result.current.discard();
    unmount();
    vi.advanceTimersByTime(PAUSE_MS);
    expect(kept()).toBeUndefined();
  });

  it('that begins after the draft was thrown away is kept', () => {
    const { rerender, result } = edit();
    rerender({ document: edited('Gone') });
    result.current.discard();
    rerender({ document: edited('Gone') });
    vi.advanceTimersByTime(PAUSE_MS);
    expect(kept()).toBeUndefined();
    rerender({ document: edited('New') });
    vi.advanceTimersByTime(PAUSE_MS);
    expect(kept()).toBe('New');
    rerender({ document: edited('Gone') });
    vi.advanceTimersByTime(PAUSE_MS);
    expect(kept()).toBe('Gone');
  });
});
