import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { revealCutTexts } from '@/kit/text/reveal-cut';
import { TagList } from './tag';

revealCutTexts();

/** Lines have more text than room. */
function cutAll(): void {
  vi.spyOn(Element.prototype, 'scrollWidth', 'get').mockReturnValue(100);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(50);
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('TagList', () => {
  it('tells all of its tags to the keyboard, when it shows some of them', async () => {
    render(<TagList tags={['sales', 'core', 'eu', 'tier-1']} />);
    await userEvent.tab();
    expect(screen.getByRole('group', { name: 'Tags: sales, core, eu, tier-1' })).toHaveFocus();
    expect(await screen.findByRole('tooltip')).toHaveTextContent('sales, core, eu, tier-1');
  });

  it('tells them when they are cut', async () => {
    cutAll();
    render(<TagList tags={['a long name']} />);
    await userEvent.tab();
    expect(await screen.findByRole('tooltip')).toHaveTextContent('a long name');
  });

  it('is no stop of the keyboard when all is in sight', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    render(<TagList tags={['sales', 'core']} />);
    await user.tab();
    expect(document.body).toHaveFocus();
    await user.hover(screen.getByText('sales'));
    act(() => vi.advanceTimersByTime(1000));
    expect(screen.queryByRole('tooltip')).toBeNull();
  });

  it('has one tooltip for the pointer, not the native one beside it', async () => {
    cutAll();
    const { container } = render(<TagList tags={['sales', 'core', 'eu']} />);
    for (const text of ['sales', '+1']) {
      fireEvent.pointerOver(screen.getByText(text));
      await userEvent.hover(screen.getByText(text));
    }
    expect(await screen.findAllByRole('tooltip')).toHaveLength(1);
    expect(container.querySelector('[title]')).toBeNull();
  });
});
