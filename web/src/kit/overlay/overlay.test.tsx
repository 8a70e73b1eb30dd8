import { useState } from 'react';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { hasUnsavedWork } from '@/lib/unsaved-work';
import { WithRouter } from '@/test/with-router';
import { Button } from '@/kit/button/button';
import { ConfirmDialog } from './confirm-dialog';
import { Dialog } from './dialog';
import { Menu } from './menu';
import { SheetLayout, SideSheet } from './side-sheet';
import { place } from './use-anchored';

const VIEW = { width: 1000, height: 600 };
const BELOW = { side: 'below', align: 'start', gap: 4 } as const;

describe('place', () => {
  it('puts the box below its anchor', () => {
    expect(place({ left: 100, top: 100, width: 80, height: 30 }, { width: 200, height: 150 }, VIEW, BELOW)).toEqual({
      left: 100,
      top: 134,
    });
  });

  it('turns upwards where there is no room below', () => {
    expect(place({ left: 100, top: 540, width: 80, height: 30 }, { width: 200, height: 150 }, VIEW, BELOW).top).toBe(
      386,
    );
  });

  it('never leaves the window', () => {
    const spot = place({ left: 950, top: 100, width: 40, height: 30 }, { width: 200, height: 150 }, VIEW, BELOW);
    expect(spot.left + 200).toBeLessThanOrEqual(VIEW.width);
    expect(place({ left: 0, top: 0, width: 10, height: 10 }, { width: 200, height: 900 }, VIEW, BELOW).top).toBe(8);
  });

  it('aligns with the end of its anchor', () => {
    expect(
      place({ left: 500, top: 10, width: 80, height: 30 }, { width: 200, height: 50 }, VIEW, { ...BELOW, align: 'end' })
        .left,
    ).toBe(380);
  });
});

function TestMenu({ onRename, onDelete }: { onRename: () => void; onDelete: () => void }) {
  return (
    <WithRouter>
      <Menu
        label="Actions"
        items={[
          { label: 'Rename', onSelect: onRename },
          { label: 'Move', disabledReason: 'Needs manager.', onSelect: onDelete },
          { label: 'Delete', onSelect: onDelete },
        ]}
        trigger={(control) => (
          <button type="button" {...control}>
            Open
          </button>
        )}
      />
    </WithRouter>
  );
}

describe('Menu', () => {
  it('is driven by keys alone and gives the focus back', async () => {
    const onRename = vi.fn<() => void>();
    const onDelete = vi.fn<() => void>();
    render(<TestMenu onRename={onRename} onDelete={onDelete} />);
    const trigger = screen.getByRole('button', { name: 'Open' });
    trigger.focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('menuitem', { name: 'Rename' })).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}');
    expect(screen.getByRole('menuitem', { name: 'Delete' })).toHaveFocus();
    await userEvent.keyboard('r{Enter}');
    expect(onRename).toHaveBeenCalledOnce();
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
    expect(trigger).toHaveFocus();
  });

  it('does not run what is out of reach, and says why', async () => {
    const onDelete = vi.fn<() => void>();
    render(<TestMenu onRename={onDelete} onDelete={onDelete} />);
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    await userEvent.click(screen.getByRole('menuitem', { name: /Move/ }));
    expect(onDelete).not.toHaveBeenCalled();
    expect(screen.getByText('Needs manager.')).toBeInTheDocument();
  });

  it('closes with Escape and with a click outside', async () => {
    render(<TestMenu onRename={vi.fn<() => void>()} onDelete={vi.fn<() => void>()} />);
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    await userEvent.click(document.body);
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  });
});

function Opener(form: Pick<Parameters<typeof Dialog>[0], 'isForm' | 'holdsWork' | 'keepsOnOutsideClick'>) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setIsOpen(true)}>
        Rename
      </button>
      {isOpen && (
        <Dialog
          title="Rename it"
          onClose={() => setIsOpen(false)}
          {...form}
          footer={<button type="button">Save</button>}
        >
          <input aria-label="Name" />
        </Dialog>
      )}
    </>
  );
}

describe('Dialog', () => {
  it('begins at its first field and gives the focus back to what opened it', async () => {
    render(<Opener />);
    await userEvent.click(screen.getByRole('button', { name: 'Rename' }));
    expect(screen.getByRole('dialog', { name: 'Rename it' })).toBeInTheDocument();
    expect(screen.getByLabelText('Name')).toHaveFocus();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.getByRole('button', { name: 'Rename' })).toHaveFocus();
  });

  it.each([{ isForm: true }, { keepsOnOutsideClick: true }])('stays at a click outside: %j', async (form) => {
    render(<Opener {...form} />);
    await userEvent.click(screen.getByRole('button', { name: 'Rename' }));
    await userEvent.pointer({ keys: '[MouseLeft]', target: screen.getByRole('dialog') });
    expect(screen.getByRole('dialog')).toBeInTheDocument();
  });

  const closings = {
    Escape: () => fireEvent(screen.getByRole('dialog', { name: 'Rename it' }), new Event('cancel')),
    'the cross': () => userEvent.click(screen.getByRole('button', { name: 'Close' })),
    'an Escape that the browser acts on by itself': () => {
      const dialog = screen.getByRole<HTMLDialogElement>('dialog', { name: 'Rename it' });
      dialog.close();
      return fireEvent(dialog, new Event('close'));
    },
  };

  describe.each(Object.entries(closings))('closed by %s', (_, close) => {
    it.each([
      { form: { isForm: true }, typed: '', asks: false },
      { form: { isForm: true }, typed: 'a', asks: true },
      { form: { holdsWork: true }, typed: '', asks: true },
      { form: {}, typed: 'a', asks: false },
    ])('$form with ‘$typed’ typed asks first: $asks', async ({ form, typed, asks }) => {
      render(<Opener {...form} />);
      await userEvent.click(screen.getByRole('button', { name: 'Rename' }));
      if (typed !== '') await userEvent.type(screen.getByLabelText('Name'), typed);
      expect(hasUnsavedWork()).toBe(asks);
      await close();
      expect(screen.queryByRole('dialog', { name: 'Close without saving?' }) !== null).toBe(asks);
      expect(screen.queryByRole('dialog', { name: 'Rename it' }) !== null).toBe(asks);
      cleanup();
      expect(hasUnsavedWork()).toBe(false);
    });
  });

  it('stays when something inside it was cancelled: a file chooser, a dialog of its own', () => {
    const onOuter = vi.fn<() => void>();
    const onInner = vi.fn<() => void>();
    render(
      <Dialog title="Outer" onClose={onOuter}>
        <input aria-label="File" type="file" />
        <Dialog title="Inner" onClose={onInner} />
      </Dialog>,
    );
    fireEvent(screen.getByLabelText('File'), new Event('cancel', { bubbles: true }));
    expect(onOuter).not.toHaveBeenCalled();
    fireEvent(screen.getByRole('dialog', { name: 'Inner' }), new Event('cancel'));
    expect(onInner).toHaveBeenCalledOnce();
    expect(onOuter).not.toHaveBeenCalled();
    fireEvent(screen.getByRole('dialog', { name: 'Outer' }), new Event('cancel'));
    expect(onOuter).toHaveBeenCalledOnce();
  });

  it('keeps what was typed when one goes on, and the focus is back in the field', async () => {
    render(<Opener isForm />);
    await userEvent.click(screen.getByRole('button', { name: 'Rename' }));
    await userEvent.type(screen.getByLabelText('Name'), 'cart');
    closings.Escape();
    await userEvent.click(screen.getByRole('button', { name: 'Go on editing' }));
    expect(screen.getByLabelText('Name')).toHaveFocus();
    expect(screen.getByLabelText('Name')).toHaveValue('cart');
    closings.Escape();
    await userEvent.click(screen.getByRole('button', { name: 'Close, lose it' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});

function SheetOpener() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <SheetLayout
      sheet={
        isOpen && (
          <SideSheet label="Details" onClose={() => setIsOpen(false)}>
            text
          </SideSheet>
        )
      }
    >
      <button type="button" onClick={() => setIsOpen(true)}>
        Open
      </button>
    </SheetLayout>
  );
}

describe('SideSheet', () => {
  it('gives the focus back to what opened it, though that was hidden by the sheet', async () => {
    render(<SheetOpener />);
    const opener = screen.getByRole('button', { name: 'Open' });
    await userEvent.click(opener);
    expect(screen.getByRole('complementary', { name: 'Details' })).toHaveFocus();
    // What is not drawn takes no focus.
    vi.spyOn(opener, 'focus').mockImplementationOnce(() => undefined);
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await expect.poll(() => document.activeElement).toBe(opener);
  });
});

describe('ConfirmDialog', () => {
  it('names the action and shows why it was refused', async () => {
    const onConfirm = vi.fn<() => void>();
    render(
      <ConfirmDialog
        title="Remove s.brandt?"
        action="Remove s.brandt"
        isDanger
        error="The last owner stays"
        onConfirm={onConfirm}
        onClose={vi.fn<() => void>()}
      >
        They lose access.
      </ConfirmDialog>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Remove s.brandt' }));
    expect(onConfirm).toHaveBeenCalledOnce();
    expect(screen.getByRole('alert')).toHaveTextContent('The last owner stays');
  });

  it('says what stays where ‘Cancel’ is what is asked', async () => {
    const onClose = vi.fn<() => void>();
    const onConfirm = vi.fn<() => void>();
    render(
      <ConfirmDialog title="Cancel it?" action="Cancel check" keep="Keep running" {...{ onConfirm, onClose }}>
        It ends.
      </ConfirmDialog>,
    );
    expect(screen.queryByRole('button', { name: 'Cancel' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Keep running' }));
    expect(onClose).toHaveBeenCalledOnce();
    expect(onConfirm).not.toHaveBeenCalled();
  });
});

describe('Button', () => {
  it('out of reach: stays a stop of the keyboard, does nothing, and tells why', async () => {
    const onClick = vi.fn<() => void>();
    render(
      <Button disabledReason="Needs manager. You are operator." onClick={onClick}>
        New policy
      </Button>,
    );
    await userEvent.tab();
    const button = screen.getByRole('button', { name: 'New policy' });
    expect(button).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(onClick).not.toHaveBeenCalled();
    expect(button).toHaveAttribute('aria-disabled', 'true');
  });
});
