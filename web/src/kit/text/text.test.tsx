import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import userEvent from '@testing-library/user-event';
import { setClockStopped, TimeZoneProvider } from './clock';
import { initials } from './initials';
import { Elapsed, RelativeTime } from './relative-time';
import { hiddenText } from './reveal-cut';

describe('initials', () => {
  it.each([
    ['m.okafor', 'MO'],
    ['data-platform', 'DP'],
    ['Risk', 'R'],
    ['mara@example.com', 'ME'],
    ['', ''],
    ['🦊 fox', '🦊F'],
  ])('%s is %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});

describe('hiddenText', () => {
  it('is there only when something is cut', () => {
    expect(hiddenText({ scrollWidth: 120, clientWidth: 100, textContent: 'long' })).toBe('long');
    expect(hiddenText({ scrollWidth: 100, clientWidth: 100, textContent: 'short' })).toBeUndefined();
  });
});

describe('times on a page', () => {
  beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-20T08:42:10Z'), shouldAdvanceTime: true }));
  afterEach(() => vi.useRealTimers());

  it('grow older without being read again', () => {
    render(<RelativeTime at="2026-11-20T08:41:58Z" />);
    expect(screen.getByText('12 s ago')).toBeInTheDocument();
    act(() => vi.advanceTimersByTime(120_000));
    expect(screen.getByText('2 min ago')).toBeInTheDocument();
  });

  it('stand in the zone of the person and tell the whole time on hover', async () => {
    render(
      <TimeZoneProvider zone="Asia/Tokyo">
        <RelativeTime at="2026-11-20T04:52:00Z" form="moment" />
      </TimeZoneProvider>,
    );
    await userEvent.setup({ advanceTimers: vi.advanceTimersByTime }).hover(screen.getByText('13:52'));
    act(() => vi.advanceTimersByTime(1000));
    expect(screen.getByRole('tooltip')).toHaveTextContent('Fri 20 Nov 2026, 13:52:00 GMT+9');
  });

  it('count on', () => {
    render(<Elapsed since="2026-11-20T08:00:02Z" />);
    expect(screen.getByText('42 m 8 s')).toBeInTheDocument();
    act(() => vi.advanceTimersByTime(2000));
    expect(screen.getByText('42 m 10 s')).toBeInTheDocument();
  });

  it('that nobody showed stand at the moment of the stop, not at an earlier one', () => {
    vi.setSystemTime(new Date('2026-11-20T09:42:10Z'));
    setClockStopped(true);
    vi.setSystemTime(new Date('2026-11-20T09:52:10Z'));
    render(<Elapsed since="2026-11-20T09:41:58Z" />);
    expect(screen.getByText('12 s')).toBeInTheDocument();
    act(() => setClockStopped(false));
    expect(screen.getByText('10 m 12 s')).toBeInTheDocument();
  });

  it('that say how old something is go on where all others stand', () => {
    render(
      <>
        <RelativeTime at="2026-11-20T08:41:58Z" />
        <RelativeTime at="2026-11-20T08:43:10Z" form="until" />
        <Elapsed since="2026-11-20T08:41:58Z" />
      </>,
    );
    act(() => setClockStopped(true));
    act(() => vi.advanceTimersByTime(45_000));
    expect(screen.getByText('57 s ago')).toBeInTheDocument();
    expect(screen.getByText('in 1 min')).toBeInTheDocument();
    expect(screen.getByText('12 s')).toBeInTheDocument();
    act(() => setClockStopped(false));
  });
});
