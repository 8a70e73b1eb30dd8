import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { usePaletteProvider, type PaletteEntry } from '@/kit/palette/palette-registry';
import { renderPage } from '@/test/render';
import { CommandPalette } from './command-palette';
import { parseQuery } from './palette-model';

const DASHBOARDS: PaletteEntry[] = ['Drafted', 'Keys restored', 'Revenue'].map((title) => {
  const to = `/d/${title.toLowerCase().replace(' ', '-')}`;
  return {
    id: title,
    title,
    to,
    actions: [{ id: `${to}#edit`, verb: 'edit', title: `Edit ${title}`, to: `${to}/edit` }],
  };
});

type Answer = () => void;

/** A source whose answers come when the test says so; the first, for no text, comes at once. */
function heldSource(): { Source: () => null; answers: Answer[] } {
  const answers: Answer[] = [];
  const find = (text: string): PaletteEntry[] =>
    DASHBOARDS.filter(({ title }) => title.toLowerCase().includes(parseQuery(text).words.toLowerCase()));
  function Source() {
    usePaletteProvider({
      group: 'Dashboards',
      entries: (text) =>
        text === '' ? Promise.resolve(DASHBOARDS) : new Promise((resolve) => answers.push(() => resolve(find(text)))),
    });
    usePaletteProvider({ group: 'Go to', entries: [{ id: 'runs', title: 'Runs', to: '/runs' }] });
    return null;
  }
  return { Source, answers };
}

function open(Source: () => null) {
  return renderPage(
    <>
      <Source />
      <CommandPalette onClose={() => undefined} onKeys={() => undefined} />
    </>,
    { path: '/', route: '*' },
  );
}

describe('the command palette', () => {
  it('shows nothing that does not fit what was typed, while the server still looks', async () => {
    const { Source, answers } = heldSource();
    open(Source);
    expect(await screen.findByRole('option', { name: /Drafted/ })).toBeInTheDocument();
    await userEvent.type(screen.getByRole('combobox'), 'keys');
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
      expect.stringContaining('Keys restored'),
    ]);
    expect(answers).toHaveLength(0);
  });

  it('opens a find that is clicked by whatever means, such as those of a screen reader', async () => {
    const { Source } = heldSource();
    const { address } = open(Source);
    const find = await screen.findByRole('option', { name: /Drafted/ });
    act(() => find.click());
    expect(address()).toBe('/d/drafted');
  });

  it('waits for the answer when Enter is pressed before it came, and opens its best', async () => {
    const { Source, answers } = heldSource();
    const page = open(Source);
    await screen.findByRole('option', { name: /Drafted/ });
    await userEvent.type(screen.getByRole('combobox'), 'r{Enter}');
    expect(page.address()).toBe('/');
    await expect.poll(() => answers.length).toBe(1);
    answers[0]?.();
    await expect.poll(page.address).toBe('/d/drafted');
  });

  it('opens at once what an arrow chose', async () => {
    const { Source } = heldSource();
    const page = open(Source);
    await screen.findByRole('option', { name: /Drafted/ });
    await userEvent.type(screen.getByRole('combobox'), 're{ArrowDown}{Enter}');
    expect(page.address()).toBe('/d/keys-restored');
  });

  it('does what a verb before a name says, though the answer comes after Enter', async () => {
    const { Source, answers } = heldSource();
    const page = open(Source);
    await screen.findByRole('option', { name: /Drafted/ });
    await userEvent.type(screen.getByRole('combobox'), 'edit keys{Enter}');
    await expect.poll(() => answers.length).toBe(1);
    answers[0]?.();
    await expect.poll(page.address).toBe('/d/keys-restored/edit');
  });
});
