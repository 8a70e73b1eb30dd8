import { screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { aMe, aMembership } from '@/test/factories';
import { renderPage } from '@/test/render';
import { draftStore } from './build/draft-store';
import { DashboardEditPage } from './dashboard-edit-page';
import { emptyDocument } from './document/dashboard-document';

const KEPT = /Your unsaved changes are kept in this browser/;
const ME = aMe({ projects: [aMembership('readonly', 'commerce')] });

beforeEach(() => localStorage.clear());

it.each([
  { of: 'web', isTold: true },
  { of: 'other', isTold: false },
])('who may not change dashboards any more hears of a draft that is kept: of $of, $isTold', async ({ of, isTold }) => {
  const document = emptyDocument('commerce', of, 'Changed');
  const address = { user: ME.user.login, project: 'commerce', name: of };
  draftStore.keep(address, { document, etag: '"4"', base: 4, keptAt: 1 });
  renderPage(<DashboardEditPage />, {
    path: '/p/commerce/dashboards/web/edit',
    route: '/p/:project/dashboards/:name/edit',
    me: ME,
  });
  expect(await screen.findByText(/You can read every dashboard/)).toBeInTheDocument();
  expect(screen.queryByText(KEPT) !== null).toBe(isTold);
});
