import { useLayoutEffect, useRef } from 'react';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keyCaps, pressedKey } from './shortcut-match';
import { setLetterKeys, useShortcutGroups, useShortcuts, type Shortcut } from './shortcuts';

function Region({ name = 'Here', shortcuts }: { name?: string; shortcuts: Shortcut[] }) {
  useShortcuts(name, shortcuts);
  return <input aria-label="text" />;
}

function entry(keys: string, run: () => void, whileTyping = false): Shortcut {
  return { keys, label: keys, run, whileTyping };
}

afterEach(() => setLetterKeys(true));

describe('useShortcuts', () => {
  it('runs a key, and a sequence of two', async () => {
    const one = vi.fn<() => void>();
    const two = vi.fn<() => void>();
    render(<Region shortcuts={[entry('j', one), entry('g h', two)]} />);
    await userEvent.keyboard('j');
    await userEvent.keyboard('gh');
    expect(one).toHaveBeenCalledOnce();
    expect(two).toHaveBeenCalledOnce();
  });

  it('runs a key that is pressed as soon as its region is on the screen', () => {
    const close = vi.fn<() => void>();
    function Page() {
      useLayoutEffect(() => {
        window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
      }, []);
      return <Region shortcuts={[entry('Escape', close)]} />;
    }
    render(<Page />);
    expect(close).toHaveBeenCalledOnce();
  });

  it('is silent while somebody types, but for chords that say so', async () => {
    const letter = vi.fn<() => void>();
    const save = vi.fn<() => void>();
    const find = vi.fn<() => void>();
    render(<Region shortcuts={[entry('j', letter), entry('Mod+s', save, true), entry('Mod+e', find)]} />);
    await userEvent.click(screen.getByLabelText('text'));
    await userEvent.keyboard('j{Control>}s{/Control}{Control>}e{/Control}');
    expect(letter).not.toHaveBeenCalled();
    expect(find).not.toHaveBeenCalled();
    expect(save).toHaveBeenCalledOnce();
  });

  it('asks the innermost region first, and the outer one again when that is gone', async () => {
    const outer = vi.fn<() => void>();
    const inner = vi.fn<() => void>();
    const tree = (withInner: boolean) => (
      <>
        <Region shortcuts={[entry('j', outer)]} />
        {withInner && <Region name="Sheet" shortcuts={[entry('j', inner)]} />}
      </>
    );
    const { rerender } = render(tree(true));
    await userEvent.keyboard('j');
    rerender(tree(false));
    await userEvent.keyboard('j');
    expect(inner).toHaveBeenCalledOnce();
    expect(outer).toHaveBeenCalledOnce();
  });

  it('can be switched off, chords excepted', async () => {
    const letter = vi.fn<() => void>();
    const chord = vi.fn<() => void>();
    render(<Region shortcuts={[entry('j', letter), entry('Mod+k', chord)]} />);
    setLetterKeys(false);
    await userEvent.keyboard('j{Control>}k{/Control}');
    expect(letter).not.toHaveBeenCalled();
    expect(chord).toHaveBeenCalledOnce();
  });

  it('does nothing below an open dialog', async () => {
    const run = vi.fn<() => void>();
    render(
      <>
        <Region shortcuts={[entry('j', run), entry('Mod+s', run, true)]} />
        <dialog open>
          <button type="button">inside</button>
          <p>words</p>
        </dialog>
      </>,
    );
    screen.getByText('inside').focus();
    await userEvent.keyboard('j{Control>}s{/Control}');
    await userEvent.click(screen.getByText('words'));
    expect(document.body).toHaveFocus();
    await userEvent.keyboard('j{Control>}s{/Control}');
    expect(run).not.toHaveBeenCalled();
  });

  it('of two regions acts the one that has the focus, and else the one that came last', async () => {
    const first = vi.fn<() => void>();
    const second = vi.fn<() => void>();
    function List({ name, run }: { name: string; run: () => void }) {
      const ref = useRef<HTMLButtonElement>(null);
      useShortcuts('Lists', [entry('j', run)], () => document.activeElement === ref.current);
      return (
        <button ref={ref} type="button">
          {name}
        </button>
      );
    }
    render(
      <>
        <List name="first" run={first} />
        <List name="second" run={second} />
      </>,
    );
    await userEvent.keyboard('j');
    expect(second).toHaveBeenCalledOnce();
    act(() => screen.getByText('first').focus());
    await userEvent.keyboard('j');
    expect(first).toHaveBeenCalledOnce();
    expect(second).toHaveBeenCalledOnce();
  });

  it('lists what acts now, regions of one name together', () => {
    function Sheet() {
      const groups = useShortcutGroups();
      return (
        <output>
          {groups.map((group) => `${group.name}:${group.shortcuts.map((s) => s.keys).join(',')}`).join(' ')}
        </output>
      );
    }
    render(
      <>
        <Region name="Lists" shortcuts={[entry('j', vi.fn<() => void>())]} />
        <Region name="Lists" shortcuts={[entry('k', vi.fn<() => void>())]} />
        <Sheet />
      </>,
    );
    expect(screen.getByRole('status')).toHaveTextContent('Lists:j,k');
  });
});

describe('keys in words', () => {
  const press = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

  it('reads a press', () => {
    expect(pressedKey({ ...press, key: '?', shiftKey: true }, false)).toBe('?');
    expect(pressedKey({ ...press, key: 'K', ctrlKey: true, shiftKey: true }, false)).toBe('Mod+Shift+k');
    expect(pressedKey({ ...press, key: 'k', metaKey: true }, true)).toBe('Mod+k');
    expect(pressedKey({ ...press, key: 'Enter', shiftKey: true }, false)).toBe('Shift+Enter');
  });

  it('draws caps', () => {
    expect(keyCaps('Mod+k', false)).toEqual(['Ctrl', 'K']);
    expect(keyCaps('Mod+k', true)).toEqual(['⌘', 'K']);
    expect(keyCaps('g h', false)).toEqual(['g', 'h']);
    expect(keyCaps('ArrowUp ArrowDown', false)).toEqual(['↑', '↓']);
  });
});
