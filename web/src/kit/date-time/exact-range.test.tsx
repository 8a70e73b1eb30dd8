import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ExactRange } from './exact-range';
import type { TimeWindow } from './time-window';

const START = Date.parse('2026-11-20T02:42:00Z');
const END = Date.parse('2026-11-20T08:42:00Z');

function open(window: TimeWindow = { kind: 'absolute', start: START, end: END }) {
  const onApply = vi.fn<(window: TimeWindow) => void>();
  render(<ExactRange window={window} zone="Europe/Berlin" onApply={onApply} />);
  return onApply;
}

describe('an exact time', () => {
  it('begins with what is shown, in the zone of the page', async () => {
    const onApply = open();
    expect(screen.getByRole('textbox', { name: 'From' })).toHaveValue('2026-11-20 03:42:00');
    await userEvent.click(screen.getByRole('button', { name: 'Show this time' }));
    expect(onApply).toHaveBeenCalledWith({ kind: 'absolute', start: START, end: END });
  });

  it('that was typed relative to now stays so', async () => {
    const onApply = open();
    for (const [name, text] of [
      ['From', 'now-3h'],
      ['To', 'now'],
    ] as const) {
      const field = screen.getByRole('textbox', { name });
      await userEvent.clear(field);
      await userEvent.type(field, text);
    }
    await userEvent.click(screen.getByRole('button', { name: 'Show this time' }));
    expect(onApply).toHaveBeenCalledWith({ kind: 'relative', past: '3h' });
  });

  it('that is relative to now is so in the fields too, when they are opened again', async () => {
    const onApply = open({ kind: 'relative', past: '3h' });
    expect(screen.getByRole('textbox', { name: 'From' })).toHaveValue('now-3h');
    expect(screen.getByRole('textbox', { name: 'To' })).toHaveValue('now');
    await userEvent.click(screen.getByRole('button', { name: 'Show this time' }));
    expect(onApply).toHaveBeenCalledWith({ kind: 'relative', past: '3h' });
  });

  it('says what is no time, and what ends before it begins', async () => {
    const onApply = open();
    const to = screen.getByRole('textbox', { name: 'To' });
    await userEvent.clear(to);
    await userEvent.type(to, 'soon');
    await userEvent.click(screen.getByRole('button', { name: 'Show this time' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Not a time');
    await userEvent.clear(to);
    await userEvent.type(to, '2026-11-19');
    expect(screen.getByRole('alert')).toHaveTextContent('Ends before it begins');
    expect(onApply).not.toHaveBeenCalled();
  });

  it('takes days from the calendar, whichever end is pressed first', async () => {
    open();
    await userEvent.click(screen.getByRole('button', { name: '18 November 2026' }));
    await userEvent.click(screen.getByRole('button', { name: '16 November 2026' }));
    expect(screen.getByRole('textbox', { name: 'From' })).toHaveValue('2026-11-16 00:00:00');
    expect(screen.getByRole('textbox', { name: 'To' })).toHaveValue('2026-11-18 23:59:59');
  });
});
