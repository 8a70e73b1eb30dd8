import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeNotices } from '@/test/notices';
import { NoticeRegion } from './notice-region';
import { showNotice, useNotices } from './notices';
import { PageNotice } from './page-notice';

const PAGE = '/p/commerce/dashboards';

function Page() {
  return (
    <>
      {useNotices(PAGE).map((notice) => (
        <PageNotice key={notice.id} notice={notice} />
      ))}
      <NoticeRegion />
    </>
  );
}

const region = () => screen.getByRole('status', { name: 'Notices' });

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  render(<Page />);
});
afterEach(() => {
  closeNotices();
  closeNotices(PAGE);
  vi.useRealTimers();
});

describe('a notice', () => {
  it('stands at the foot of the window for a while, and as long as one points at it', async () => {
    act(() => showNotice({ title: 'The check did not start' }));
    await userEvent.hover(screen.getByText('The check did not start'));
    act(() => vi.advanceTimersByTime(60_000));
    expect(region()).toHaveTextContent('The check did not start');
    await userEvent.unhover(screen.getByText('The check did not start'));
    act(() => vi.advanceTimersByTime(13_000));
    expect(region()).toBeEmptyDOMElement();
  });

  it('of a page stands there until it is closed, and only the last one', async () => {
    act(() => showNotice({ title: 'One is in the bin', page: PAGE }));
    act(() => showNotice({ title: 'Two is in the bin', page: PAGE }));
    act(() => vi.advanceTimersByTime(60_000));
    expect(region()).toBeEmptyDOMElement();
    expect(screen.queryByText('One is in the bin')).toBeNull();
    expect(screen.getByText('Two is in the bin')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Close this notice' }));
    expect(screen.queryByText('Two is in the bin')).toBeNull();
  });

  it.each([{ page: PAGE }, {}])(
    'closes when its way back is taken, and says when it was refused: %j',
    async (place) => {
      const run = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error('The name is taken'));
      act(() => showNotice({ title: 'One is in the bin', undo: { label: 'Undo', run }, ...place }));
      await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
      expect(await screen.findByText('The name is taken')).toBeVisible();
      act(() =>
        showNotice({ title: 'Two is in the bin', undo: { label: 'Undo', run: () => Promise.resolve() }, ...place }),
      );
      await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
      expect(screen.queryByText('Two is in the bin')).toBeNull();
    },
  );
});
