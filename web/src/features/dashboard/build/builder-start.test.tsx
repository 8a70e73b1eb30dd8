import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { aMe } from '@/test/factories';
import { renderPage } from '@/test/render';
import { emptyDocument } from '../document/dashboard-document';
import { BuilderStart } from './builder-start';
import { draftStore } from './draft-store';

vi.mock('./builder-editor', () => ({ BuilderEditor: () => <p>the builder</p> }));

const MINE = emptyDocument('commerce', 'mine', 'Mine');

function keepDraft(name: string, title: string) {
  const document = emptyDocument('commerce', name, title);
  const address = { user: aMe().user.login, project: 'commerce', name };
  draftStore.keep(address, { document, etag: '', base: 0, keptAt: Date.now() });
}

beforeEach(() => sessionStorage.clear());
beforeEach(() => localStorage.clear());

describe('the offer of a draft', () => {
  it('names the dashboard, and leads back to it', async () => {
    keepDraft('mine', 'Renamed');
    const start = { baseline: MINE, document: MINE, etag: '"1"', base: 1, isNew: false };
    renderPage(<BuilderStart project="commerce" start={start} />);
    expect(screen.getByRole('heading', { name: 'Edit Mine' })).toBeDefined();
    expect(screen.getByRole('link', { name: 'Mine' })).toHaveAttribute('href', '/p/commerce/dashboards/mine');
    expect(screen.getByRole('link', { name: 'Dashboards' })).toHaveAttribute('href', '/p/commerce/dashboards');
    await userEvent.click(screen.getByRole('button', { name: 'Continue with them' }));
    expect(screen.getByText('the builder')).toBeDefined();
  });

  it('names a new dashboard as the draft does: there is nothing else to go back to', () => {
    keepDraft('new', 'Checkout');
    const start = { baseline: MINE, document: MINE, etag: '', base: 0, isNew: true };
    renderPage(<BuilderStart project="commerce" start={start} />);
    expect(screen.getByRole('heading', { name: 'Checkout' })).toBeDefined();
    expect(screen.getAllByRole('link')).toHaveLength(1);
  });
});
