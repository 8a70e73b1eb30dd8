import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/api-error';
import { hasUnsavedWork } from '@/lib/unsaved-work';
import { emptyDocument, NEW_TITLE } from '../document/dashboard-document';
import { CreateDialog } from './create-dialog';

const inBin = new ApiError({ status: 409, code: 'in_bin', message: 'The dashboard web is in the bin' });

describe('the first save of a dashboard', () => {
  const name = () => screen.getByLabelText('URL name');
  const open = (document = emptyDocument('shop', 'new-dashboard', NEW_TITLE)) => {
    const onSave = vi.fn();
    const onClose = vi.fn();
    render(<CreateDialog {...{ document, onSave, onClose }} isBusy={false} error={null} />);
    return { onSave, onClose };
  };

  it('asks for a title, whose name in addresses follows it', async () => {
    const { onSave } = open();
    expect(screen.getByLabelText('Title')).toHaveValue('');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Give it a title');
    expect(onSave).not.toHaveBeenCalled();
    await userEvent.type(screen.getByLabelText('Title'), 'Checkout latency, EU');
    expect(name()).toHaveValue('checkout-latency-eu');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave).toHaveBeenLastCalledWith('Checkout latency, EU', 'checkout-latency-eu', false);
  });

  it('follows a title that the settings gave', () => {
    open(emptyDocument('shop', 'new-dashboard', 'Mine'));
    expect(screen.getByLabelText('Title')).toHaveValue('Mine');
    expect(name()).toHaveValue('mine');
  });

  it('keeps a name that somebody wrote, and says what is wrong with it', async () => {
    open(emptyDocument('shop', 'from-json', 'Web'));
    expect(name()).toHaveValue('from-json');
    await userEvent.clear(name());
    await userEvent.type(name(), 'Web Vitals');
    expect(screen.getByRole('alert')).toHaveTextContent('Small letters');
    await userEvent.type(screen.getByLabelText('Title'), ' 2');
    expect(name()).toHaveValue('Web Vitals');
  });

  it('cuts no title: it says how long one may be', async () => {
    const { onSave } = open();
    await userEvent.click(screen.getByLabelText('Title'));
    await userEvent.paste('x'.repeat(80));
    expect(screen.getByLabelText('Title')).toHaveValue('x'.repeat(80));
    expect(screen.getByRole('alert')).toHaveTextContent('At most 75 characters; it has 80');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave).not.toHaveBeenCalled();
  });

  it('gives back what was typed when it is closed', async () => {
    const { onClose } = open();
    await userEvent.type(screen.getByLabelText('Title'), 'Checkout ');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onClose).toHaveBeenLastCalledWith('Checkout', undefined);
    await userEvent.clear(name());
    await userEvent.type(name(), 'own');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(onClose).toHaveBeenLastCalledWith('Checkout', 'own');
  });

  it('is work to lose once something was typed, on a dashboard without a change too', async () => {
    open();
    expect(hasUnsavedWork()).toBe(false);
    await userEvent.type(screen.getByLabelText('Title'), 'C');
    expect(hasUnsavedWork()).toBe(true);
    await userEvent.clear(screen.getByLabelText('Title'));
    expect(hasUnsavedWork()).toBe(false);
    await userEvent.type(name(), 'own');
    expect(hasUnsavedWork()).toBe(true);
  });

  it('asks before it brings one back from the bin, and lets another name be chosen', async () => {
    const onSave = vi.fn();
    const dialog = (error: unknown) => (
      <CreateDialog
        document={emptyDocument('shop', 'web', 'Web')}
        isBusy={false}
        error={error}
        onSave={onSave}
        onClose={() => undefined}
      />
    );
    const { rerender } = render(dialog(null));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave).toHaveBeenLastCalledWith('Web', 'web', false);

    rerender(dialog(inBin));
    expect(screen.getByText('A dashboard of this name is in the bin')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Restore with this content' }));
    expect(onSave).toHaveBeenLastCalledWith('Web', 'web', true);

    await userEvent.type(screen.getByLabelText('URL name'), '-2');
    expect(screen.queryByText('A dashboard of this name is in the bin')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave).toHaveBeenLastCalledWith('Web', 'web-2', false);
  });
});
