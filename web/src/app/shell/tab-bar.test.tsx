import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderPage } from '@/test/render';
import type { NavItem } from './nav-model';
import { TabBar } from './tab-bar';

const area = (id: NavItem['id'], label: string, children: NavItem['children'] = []): NavItem => ({
  id,
  label,
  icon: 'home',
  key: 'x',
  to: `/p/commerce/${label.toLowerCase()}`,
  children,
});

it('the bar of a phone has room for four areas; the others are under More, with what is below an area', async () => {
  const health = [
    { label: 'Center', to: '/p/commerce/health' },
    { label: 'Policies', to: '/p/commerce/health/policies' },
  ];
  const items = [
    area('home', 'Home'),
    area('dashboards', 'Dashboards'),
    area('health', 'Health', health),
    area('runs', 'Runs'),
    // One more than there are today.
    area('runs', 'Backups'),
    area('settings', 'Settings', [{ label: 'Members', to: '/p/commerce/settings/members' }]),
  ];
  renderPage(<TabBar items={items} badges={undefined} />);
  expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
    'Home',
    'Dashboards',
    'Health',
    'Runs',
  ]);
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  const more = screen.getAllByRole('menuitem').map(({ textContent }) => textContent);
  expect(more.slice(0, 3)).toEqual(['Backups', 'Policies', 'Members']);
  expect(more).not.toContain('Settings');
});
