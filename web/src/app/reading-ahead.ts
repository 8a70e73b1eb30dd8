import type { Params, RouteObject } from 'react-router-dom';

/** A wait that nobody notices, in ms. */
const UNNOTICED_MS = 250;

type Reading = Pick<RouteObject, 'loader' | 'shouldRevalidate'>;

/**
 * A route that begins to read before its page is drawn. What comes at once is there when it is drawn for the first time; for
 * what takes longer the page has its own words. Another address of the same page reads nothing again.
 */
export function readingAhead(read: (params: Params) => Promise<void>): Reading {
  return {
    loader: async ({ params }) => {
      const late = new Promise((resolve) => setTimeout(resolve, UNNOTICED_MS));
      await Promise.race([read(params).catch(() => undefined), late]);
      return null;
    },
    shouldRevalidate: ({ currentParams, nextParams }) =>
      Object.keys({ ...currentParams, ...nextParams }).some((name) => currentParams[name] !== nextParams[name]),
  };
}
