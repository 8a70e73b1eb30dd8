/** The sign-in page, with the page to go back to afterwards. */
export function signInPath(from: string): string {
  return from === '/' || from === '' ? '/sign-in' : `/sign-in?returnTo=${encodeURIComponent(from)}`;
}
