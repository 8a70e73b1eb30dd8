import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { UNREACHABLE } from '@/lib/failure';
import { Loaded } from './loaded';

function failed(status: number, code: string) {
  const error = { status, code, message: 'It is not for readers' };
  return { data: undefined, error, isFetching: false, refetch: () => undefined };
}

describe('a region that could not be read', () => {
  it('is the heading of a page that has no other', () => {
    const { rerender } = render(
      <Loaded level="page" query={failed(0, UNREACHABLE)} what="The list">
        {() => null}
      </Loaded>,
    );
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Dashkeep does not answer');
    rerender(
      <Loaded query={failed(0, UNREACHABLE)} what="The list">
        {() => null}
      </Loaded>,
    );
    expect(screen.queryByRole('heading', { level: 1 })).toBeNull();
  });

  it('says who can give a role that is missing', () => {
    render(
      <Loaded query={failed(403, 'forbidden')} what="The list">
        {() => null}
      </Loaded>,
    );
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('The list: not for your role');
    expect(screen.getByText('an owner of the project, on the page Members')).toBeInTheDocument();
  });
});
