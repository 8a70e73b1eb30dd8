import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { BEFORE, renderPage } from '@/test/render';
import { problem, serve } from '@/test/server';
import { PolicyEditor } from './policy-editor';
import { newPolicyForm } from './policy-form';

const PROJECT = '/api/v1/projects/commerce';

describe('the editor of a policy', () => {
  it('leads to what is wrong when it is saved, and leaves the focus where one mends it', async () => {
    serve({ [`GET ${PROJECT}/environments`]: { body: [] } });
    const start = { ...newPolicyForm('UTC'), querySeconds: '' };
    renderPage(<PolicyEditor project="commerce" start={start} />, { path: '/p/commerce/health/policies/new' });
    await userEvent.click(screen.getByRole('button', { name: 'Save policy' }));
    expect(screen.getByLabelText('Name')).toHaveFocus();
    await userEvent.type(screen.getByLabelText('Seconds for a query'), '12');
    expect(screen.getByLabelText('Seconds for a query')).toHaveValue('12');
    expect(screen.getByLabelText('Name')).toHaveValue('');
  });

  it('leads to what the server refuses', async () => {
    serve({
      [`GET ${PROJECT}/environments`]: { body: [] },
      [`POST ${PROJECT}/policies`]: problem(400, 'invalid', 'Some fields are wrong', [
        { field: 'body.name', message: 'is taken' },
      ]),
    });
    renderPage(<PolicyEditor project="commerce" start={{ ...newPolicyForm('UTC'), name: 'Nightly' }} />, {
      path: '/p/commerce/health/policies/new',
    });
    await userEvent.click(screen.getByRole('button', { name: 'Save policy' }));
    await expect.poll(() => document.activeElement).toBe(screen.getByLabelText('Name'));
    expect(screen.getByLabelText('Name')).toHaveValue('Nightly');
  });
});

describe('a policy that is left', () => {
  async function change() {
    const page = renderPage(<PolicyEditor project="commerce" start={newPolicyForm('UTC')} />, {
      path: '/p/commerce/health/policies/new',
      route: '/p/:project/health/policies/new',
    });
    await userEvent.type(screen.getByLabelText('Name'), 'Nightly');
    return page;
  }

  it('with changes asks once, in its own words', async () => {
    serve({ [`GET ${PROJECT}/environments`]: { body: [] } });
    const { go, address } = await change();
    await go(-1);
    expect(screen.getByRole('dialog', { name: 'Leave without saving?' })).toHaveAccessibleDescription(
      'What you changed in this policy is lost.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Leave, lose the changes' }));
    await waitFor(() => expect(address()).toBe(BEFORE));
  });

  it('because it was saved asks nothing', async () => {
    serve({ [`GET ${PROJECT}/environments`]: { body: [] }, [`POST ${PROJECT}/policies`]: { body: { id: 'p' } } });
    const { address } = await change();
    await userEvent.click(screen.getByRole('button', { name: 'Save policy' }));
    await waitFor(() => expect(address()).toBe('/p/commerce/health/policies'));
  });
});

describe('the plan beside the fields', () => {
  const window = { starts_at: '2026-12-01T05:00:00Z', ends_at: '2026-12-01T07:00:00Z', checks: 51 };
  const preview = {
    checks: 51,
    windows: [window],
    density: { starts_at: window.starts_at, bucket_seconds: 300, ceiling: 4, own: [], others: [] },
    warnings: [],
  };

  it('is of before, and says so, while the window is empty', async () => {
    serve({
      [`GET ${PROJECT}/environments`]: { body: [{ id: 'builtin', name: 'Built-in' }] },
      [`POST ${PROJECT}/policies/preview`]: { body: preview },
    });
    const start = { ...newPolicyForm('UTC'), from: '05:00', to: '07:00' };
    renderPage(<PolicyEditor project="commerce" start={start} />, { path: '/p/commerce/health/policies/new' });
    await screen.findByText(/First window:/);
    const to = screen.getByLabelText('To');
    await userEvent.clear(to);
    await userEvent.type(to, '05:00');
    expect(screen.queryByText(/First window:/)).toBeNull();
    for (const words of screen.getAllByText('51 checks')) expect(words.closest('[data-old="true"]')).not.toBeNull();
    expect(screen.getByText(/^This is the plan from before/)).toBeDefined();
  });
});
