import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/api-error';
import { emptyDocument } from '../document/dashboard-document';
import { SaveFaults } from './save-faults-note';

const document = emptyDocument('p', 'web', 'Web');

describe('a refused save', () => {
  it('names every fault and its place', () => {
    const errors = [{ field: 'spec.variables[0].spec.name', message: 'is used twice' }];
    render(
      <SaveFaults document={document} error={new ApiError({ status: 400, code: 'invalid', message: 'no', errors })} />,
    );
    expect(screen.getByRole('alert')).toHaveTextContent('Variable 1, name: is used twice');
  });

  it('without fields says what the server said', () => {
    render(
      <SaveFaults
        document={document}
        error={new ApiError({ status: 503, code: 'x', message: 'The store does not answer' })}
      />,
    );
    expect(screen.getByRole('alert')).toHaveTextContent('The store does not answer');
  });

  it('that did not happen says nothing', () => {
    const { container } = render(<SaveFaults document={document} error={undefined} />);
    expect(container).toBeEmptyDOMElement();
  });
});
