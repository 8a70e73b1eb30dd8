import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom';

/** A router for parts that hold links. Pages are drawn with `renderPage`. */
export function WithRouter({ children }: { children: ReactNode }) {
  return <MemoryRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>{children}</MemoryRouter>;
}
