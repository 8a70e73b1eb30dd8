import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ImportSource } from './import-source';

it('reads the same file again when it is chosen again', async () => {
  const onFiles = vi.fn();
  render(<ImportSource text="" onText={vi.fn()} onFiles={onFiles} />);
  const file = Object.assign(new File(['{}'], 'one.json', { type: 'application/json' }), {
    text: () => Promise.resolve('{}'),
  });
  const input = screen.getByLabelText('Files to import');
  await userEvent.upload(input, file);
  await waitFor(() => expect(onFiles).toHaveBeenCalledTimes(1));
  await userEvent.upload(input, file);
  await waitFor(() => expect(onFiles).toHaveBeenCalledTimes(2));
  expect(onFiles).toHaveBeenLastCalledWith([{ id: 0, name: 'one.json', text: '{}' }]);
});
