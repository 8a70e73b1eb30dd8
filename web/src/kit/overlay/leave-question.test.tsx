import { useState } from 'react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { leaveUnasked, useUnsavedWork } from '@/lib/unsaved-work';
import { BEFORE, renderPage } from '@/test/render';
import { Dialog } from './dialog';

const PAGE = { path: '/form', route: '/form' };
const TYPED = 'What you filled in or chose here is lost.';
const question = () => screen.queryByRole('dialog', { name: 'Leave without saving?' });
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

function Form() {
  const [text, setText] = useState('');
  const [, setParams] = useSearchParams();
  const navigate = useNavigate();
  useUnsavedWork(text !== '');
  return (
    <>
      <input aria-label="Name" value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" onClick={() => setParams({ filter: 'failing' })}>
        Filter
      </button>
      <button type="button" onClick={() => leaveUnasked(() => navigate('/saved'))}>
        Save
      </button>
      <button type="button" onClick={() => setText('')}>
        Save and stay
      </button>
      <button type="button" onClick={() => navigate('/saved')}>
        Elsewhere
      </button>
    </>
  );
}

async function typed() {
  const page = renderPage(<Form />, PAGE);
  await userEvent.type(screen.getByLabelText('Name'), 'cart');
  return page;
}

describe('a page that is left', () => {
  it('without unsaved work asks nothing', async () => {
    const { go, address } = renderPage(<Form />, PAGE);
    await go(-1);
    expect(address()).toBe(BEFORE);
  });

  it.each([-1, '/elsewhere'] as const)('with unsaved work asks, and stays: to %s', async (to) => {
    const { go, address } = await typed();
    await go(to);
    expect(question()).toHaveAccessibleDescription(TYPED);
    await press('Go on editing');
    expect(question()).toBeNull();
    expect(address()).toBe('/form');
    expect(screen.getByLabelText('Name')).toHaveValue('cart');
    await go(to);
    expect(question()).not.toBeNull();
  });

  it.each([
    { to: -1, there: BEFORE },
    { to: '/elsewhere', there: '/elsewhere' },
  ] as const)('is left when one says so: to $to', async ({ to, there }) => {
    const { go, address } = await typed();
    await go(to);
    await press('Leave, lose it');
    await waitFor(() => expect(address()).toBe(there));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('by a filter in its address is not left', async () => {
    const { address, go } = await typed();
    await press('Filter');
    await waitFor(() => expect(address()).toBe('/form?filter=failing'));
    await go(-1);
    await waitFor(() => expect(address()).toBe('/form'));
    expect(question()).toBeNull();
  });

  it('because its work was saved asks nothing, and the next page asks as ever', async () => {
    const { address } = await typed();
    await press('Elsewhere');
    expect(question()).not.toBeNull();
    await press('Go on editing');
    await press('Save');
    await waitFor(() => expect(address()).toBe('/saved'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('goes when the work was saved while it asked', async () => {
    const { go, address } = await typed();
    await go(-1);
    expect(question()).not.toBeNull();
    await press('Save and stay');
    await waitFor(() => expect(address()).toBe(BEFORE));
  });
});

describe('a dialog that is open by the address', () => {
  function List() {
    const [params, setParams] = useSearchParams();
    return (
      <>
        <button type="button" onClick={() => setParams({ new: '' })}>
          New
        </button>
        {params.has('new') && (
          <Dialog title="New one" isForm onClose={() => setParams({})}>
            <input aria-label="Title" />
          </Dialog>
        )}
      </>
    );
  }

  it.each([
    { text: 'Web', isAsked: true },
    { text: '', isAsked: false },
  ])('and has ‘$text’ typed into it is closed by Back with a question: $isAsked', async ({ text, isAsked }) => {
    const { go, address } = renderPage(<List />, PAGE);
    await press('New');
    if (text !== '') await userEvent.type(await screen.findByLabelText('Title'), text);
    await go(-1);
    expect(question() !== null).toBe(isAsked);
    if (isAsked) await press('Leave, lose it');
    await waitFor(() => expect(address()).toBe('/form'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('asks by itself when it is closed', async () => {
    const { address } = renderPage(<List />, PAGE);
    await press('New');
    await userEvent.type(await screen.findByLabelText('Title'), 'Web');
    await press('Close');
    await press('Close, lose it');
    await waitFor(() => expect(address()).toBe('/form'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('Back within the page', () => {
  const losses = { page: vi.fn<() => void>(), dialog: vi.fn<() => void>() };

  /** What a dialog holds, on a page that has work of its own. */
  function Held({ onLose }: { onLose: () => void }) {
    useUnsavedWork(true, { lost: 'The text is lost.', lose: 'Drop the text', isInDialog: true, onLose });
    return null;
  }

  function Builder() {
    const [, setParams] = useSearchParams();
    useUnsavedWork(true, { lost: 'The draft stays.', lose: 'Discard', keep: 'Keep it', onLose: losses.page });
    return (
      <>
        <button type="button" onClick={() => setParams({ start: '6h' })}>
          Six hours
        </button>
        <Held onLose={losses.dialog} />
      </>
    );
  }

  it('asks about what stands in dialogs, and loses nothing else', async () => {
    const { go, address } = renderPage(<Builder />, PAGE);
    await press('Six hours');
    await waitFor(() => expect(address()).toBe('/form?start=6h'));
    await go(-1);
    expect(question()).toHaveAccessibleDescription('The text is lost.');
    expect(screen.queryByRole('button', { name: 'Keep it' })).toBeNull();
    await press('Drop the text');
    await waitFor(() => expect(address()).toBe('/form'));
    expect(losses.dialog).toHaveBeenCalledTimes(1);
    expect(losses.page).not.toHaveBeenCalled();
    await go(-1);
    expect(question()).toHaveAccessibleDescription('The draft stays. The text is lost.');
  });
});

describe('work of two kinds', () => {
  const discard = vi.fn<() => void>();

  function Builder() {
    useUnsavedWork(true, { lost: 'The draft stays.', lose: 'Discard', keep: 'Keep the draft', onLose: discard });
    return (
      <Dialog title="Settings" isForm onClose={() => undefined}>
        <input aria-label="Title" />
      </Dialog>
    );
  }

  async function leave() {
    const page = renderPage(<Builder />, PAGE);
    await userEvent.type(screen.getByLabelText('Title'), 'Web');
    await page.go(-1);
    return page;
  }

  it('is asked about by one question that tells of both', async () => {
    await leave();
    expect(screen.getAllByRole('dialog').map((dialog) => dialog.textContent)).toHaveLength(2);
    expect(question()).toHaveAccessibleDescription(`The draft stays. ${TYPED}`);
  });

  it.each([
    { name: 'Keep the draft', discards: 0 },
    { name: 'Discard', discards: 1 },
  ])('is left by $name', async ({ name, discards }) => {
    discard.mockClear();
    const { address } = await leave();
    await press(name);
    await waitFor(() => expect(address()).toBe(BEFORE));
    expect(discard).toHaveBeenCalledTimes(discards);
  });
});
