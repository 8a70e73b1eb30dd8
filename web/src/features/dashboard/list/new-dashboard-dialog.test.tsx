import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider, useLocation } from 'react-router-dom';
import { describe, expect, it } from 'vitest';
import { NewDashboardDialog } from './new-dashboard-dialog';

function Address() {
  const { pathname, search } = useLocation();
  return <p>{`${pathname}${search}`}</p>;
}

function open(): void {
  const router = createMemoryRouter([
    { path: '/', element: <NewDashboardDialog project="commerce" onClose={() => undefined} /> },
    { path: '*', element: <Address /> },
  ]);
  render(<RouterProvider router={router} />);
}

describe('a new dashboard', () => {
  it('gets the name of its address from its title, and opens in the builder', async () => {
    open();
    await userEvent.type(screen.getByLabelText('Title'), 'Checkout latency, EU');
    expect(screen.getByLabelText('Name in addresses')).toHaveValue('checkout-latency-eu');
    await userEvent.click(screen.getByRole('button', { name: 'Open the builder' }));
    expect(
      await screen.findByText('/p/commerce/dashboards/new?name=checkout-latency-eu&title=Checkout+latency%2C+EU'),
    ).toBeVisible();
  });

  it('keeps a name that somebody wrote, and says what is wrong with it', async () => {
    open();
    await userEvent.type(screen.getByLabelText('Title'), 'Web');
    await userEvent.clear(screen.getByLabelText('Name in addresses'));
    await userEvent.type(screen.getByLabelText('Name in addresses'), 'Web Vitals');
    await userEvent.click(screen.getByRole('button', { name: 'Open the builder' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Small letters');
    await userEvent.type(screen.getByLabelText('Title'), ' 2');
    expect(screen.getByLabelText('Name in addresses')).toHaveValue('Web Vitals');
  });
});
