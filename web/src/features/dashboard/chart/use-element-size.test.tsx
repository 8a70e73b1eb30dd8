import { useState } from 'react';
import { render, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { useElementSize } from './use-element-size';

function Panel({ isThere }: { isThere: boolean }) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const size = useElementSize(element);
  return isThere ? <div ref={setElement}>{size ? 'measured' : 'unknown'}</div> : null;
}

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
});

it('measures an element that comes later, and one that comes again', () => {
  const { rerender } = render(<Panel isThere={false} />);
  rerender(<Panel isThere />);
  expect(screen.getByText('measured')).toBeInTheDocument();
  rerender(<Panel isThere={false} />);
  rerender(<Panel isThere />);
  expect(screen.getByText('measured')).toBeInTheDocument();
});
