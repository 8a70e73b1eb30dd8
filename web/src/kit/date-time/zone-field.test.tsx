import { useState } from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ZoneField } from './zone-field';

function Zone({ start, ownZone }: { start: string; ownZone?: string }) {
  const [zone, setZone] = useState(start);
  return <ZoneField value={zone} onChange={setZone} {...(ownZone === undefined ? {} : { ownZone })} />;
}

function field(): HTMLElement {
  return screen.getByRole('combobox', { name: 'Time zone' });
}

describe('the field of a time zone', () => {
  it('takes the zone whose whole name was typed, without choosing it', async () => {
    render(<Zone start="UTC" />);
    await userEvent.type(field(), 'america/new york{Tab}');
    expect(field()).toHaveValue('America/New_York');
    await userEvent.click(field());
    await userEvent.type(field(), 'berl{Tab}');
    expect(field()).toHaveValue('America/New_York');
  });

  it('is chosen by arrows and Enter; Escape leaves it as it was', async () => {
    render(<Zone start="UTC" />);
    await userEvent.click(field());
    await userEvent.type(field(), 'america port{ArrowDown}');
    const options = screen.getAllByRole('option');
    expect(options[1]).toHaveAttribute('aria-selected', 'true');
    expect(field()).toHaveAttribute('aria-activedescendant', options[1]?.id);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(field()).toHaveValue('UTC');
    await userEvent.type(field(), '{ArrowDown}tokyo{Enter}');
    expect(field()).toHaveValue('Asia/Tokyo');
  });

  it('offers that of the browser first where no choice stands for it, and shows a zone that no browser lists', async () => {
    render(<Zone start="Etc/GMT-14" ownZone="Europe/Berlin" />);
    expect(field()).toHaveValue('Etc/GMT-14');
    await userEvent.click(field());
    const own = screen.getAllByRole('option')[0];
    expect(own).toHaveTextContent(/^Browser \(Europe\/Berlin\)now UTC/);
    await userEvent.keyboard('{Enter}');
    expect(field()).toHaveValue('Browser (Europe/Berlin)');
  });

  it('says so when there is none of this name', async () => {
    render(<Zone start="UTC" />);
    await userEvent.type(field(), 'atlantis');
    expect(screen.getByText('No zone has this name')).toBeVisible();
  });
});
