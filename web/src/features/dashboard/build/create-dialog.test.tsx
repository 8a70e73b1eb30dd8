import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/api-error';
import { emptyDocument } from '../document/dashboard-document';
import { CreateDialog } from './create-dialog';

const inBin = new ApiError({ status: 409, code: 'in_bin', message: 'The dashboard web is in the bin' });

describe('the first save of a dashboard', () => {
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

    await userEvent.type(screen.getByLabelText('Name in addresses'), '-2');
    expect(screen.queryByText('A dashboard of this name is in the bin')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave).toHaveBeenLastCalledWith('Web', 'web-2', false);
  });
});
