import { wasSignedIn } from '@/api/session';

type Place = { pathname: string; search: string; hash: string };

/** The sign-in page, with the page to go back to afterwards: a line of a log stands behind the # of its address. */
export function signInPath({ pathname, search, hash }: Place): string {
  const from = `${pathname}${search}${hash}`;
  return from === '/' || from === '' ? '/sign-in' : `/sign-in?returnTo=${encodeURIComponent(from)}`;
}

/** What the sign-in page says on arrival: that a session ended, when there was one in this window. */
export function signInState(): { sessionEnded: boolean } {
  return { sessionEnded: wasSignedIn() };
}
