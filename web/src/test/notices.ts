import { act, renderHook } from '@testing-library/react';
import { closeNotice, useNotices, type ShownNotice } from '@/kit/notice/notices';

/** What is said now: on a page, or at the foot of the window. */
export function noticesNow(page?: string): readonly ShownNotice[] {
  const { result, unmount } = renderHook(() => useNotices(page));
  unmount();
  return result.current;
}

/** Closes what a test left open. */
export function closeNotices(page?: string): void {
  const left = noticesNow(page);
  act(() => left.forEach(({ id }) => closeNotice(id)));
}
