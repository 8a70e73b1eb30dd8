import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aMe, aMembership } from '@/test/factories';
import { renderPage } from '@/test/render';
import { ProjectGate } from './project-gate';

describe('the address of a project', () => {
  it('in capitals leads to the same page under its name', async () => {
    const page = renderPage(<ProjectGate />, { path: '/p/Commerce/runs?tab=failed', route: '/p/:project/*' });
    expect(screen.queryByText(/There is no project/)).not.toBeInTheDocument();
    await expect.poll(page.address).toBe('/p/commerce/runs?tab=failed');
  });

  it('that differs from another by capitals only stays as it is', () => {
    const me = aMe({ projects: [aMembership('owner', 'commerce'), aMembership('owner', 'Commerce')] });
    const page = renderPage(<ProjectGate />, { path: '/p/Commerce/runs', route: '/p/:project/*', me });
    expect(page.address()).toBe('/p/Commerce/runs');
    expect(screen.queryByText(/There is no project/)).not.toBeInTheDocument();
  });

  it('of a project that one is not in says so as it was typed', () => {
    renderPage(<ProjectGate />, { path: '/p/Elsewhere/runs', route: '/p/:project/*' });
    expect(screen.getByRole('heading', { name: 'There is no project Elsewhere for you' })).toBeInTheDocument();
  });
});
