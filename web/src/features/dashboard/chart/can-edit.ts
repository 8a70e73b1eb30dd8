import { createContext, useContext } from 'react';

/** Whether who looks may change the dashboard: what is wrong with a panel is said to both in other words. */
export const CanEditContext = createContext(false);

export function useCanEdit(): boolean {
  return useContext(CanEditContext);
}
