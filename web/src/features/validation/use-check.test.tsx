import { useState } from 'react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/api-error';
import { renderPage } from '@/test/render';
import { serve } from '@/test/server';
import type { CheckRequest, CheckWish } from './health-data';
import { readHealthFilter, type HealthFilter } from './health-filter';
import { useCheck } from './use-check';

function Probe({ wish }: { wish: CheckWish }) {
  const [filter, setFilter] = useState<HealthFilter>(() => readHealthFilter(new URLSearchParams()));
  const put = (change: Partial<HealthFilter>): void => setFilter({ ...filter, ...change });
  const check = useCheck('commerce', { filter, change: put, replace: put, addressOf: () => '' });
  return (
    <>
      <button type="button" onClick={() => check.start(wish)}>
        check
      </button>
      <button type="button" onClick={() => put({ owner: 's.brandt' })}>
        filter
      </button>
      <output>{[check.isStarting ? 'starting' : 'idle', filter.owner, check.run, check.refusal].join(' ')}</output>
    </>
  );
}

describe('a check of all that matches', () => {
  it('has begun while the names are found, and says why they could not be', async () => {
    let refuse: (error: Error) => void = () => undefined;
    const wish = (): Promise<CheckRequest> => new Promise((_resolve, reject) => (refuse = reject));
    renderPage(<Probe wish={wish} />);
    await userEvent.click(screen.getByText('check'));
    expect(screen.getByRole('status')).toHaveTextContent('starting');
    refuse(new ApiError({ status: 503, code: 'unavailable', message: 'The server starts' }));
    expect(await screen.findByText(/idle.*The server starts/)).toBeInTheDocument();
  });

  it('leaves a filter alone that was chosen meanwhile', async () => {
    serve({ 'POST /api/v1/projects/commerce/validations': { status: 202, body: { id: 'run-1', created: true } } });
    let found: (request: CheckRequest) => void = () => undefined;
    renderPage(<Probe wish={() => new Promise((resolve) => (found = resolve))} />);
    await userEvent.click(screen.getByText('check'));
    await userEvent.click(screen.getByText('filter'));
    found({ environment: 'builtin' });
    expect(await screen.findByText(/idle s\.brandt run-1/)).toBeInTheDocument();
  });
});
