import { setSignedOutHandler } from '@/api/client';
import { askForSignIn, endAsking } from '@/api/session-end';
import { hasUnsavedWork } from '@/lib/unsaved-work';
import type { createRouter } from './router';
import { signInPath, signInState } from './sign-in-path';

type Router = Pick<ReturnType<typeof createRouter>, 'state' | 'navigate'>;

/** When nobody is signed in any more the page goes to the sign-in. With unsaved work on it, the sign-in comes to the page. */
export function answerSignedOut(router: Router): void {
  setSignedOutHandler(() => {
    const { location } = router.state;
    if (location.pathname === '/sign-in') return;
    if (hasUnsavedWork()) {
      askForSignIn();
      return;
    }
    // The work that it was asked for may have been left behind.
    endAsking();
    void router.navigate(signInPath(location), { replace: true, state: signInState() });
  });
}
