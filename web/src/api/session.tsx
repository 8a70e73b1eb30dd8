import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useQuery, useQueryClient, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useLocation } from 'react-router-dom';
import { api, read, type Schema } from './client';
import { whyNot, type Permission } from './permissions';

export type Me = Schema<'Me'>;
export type Membership = Schema<'Membership'>;

export const ME_KEY = ['me'] as const;
const PROJECT_KEY = 'dashkeep.project';

const ME_QUERY = {
  queryKey: ME_KEY,
  queryFn: ({ signal }: { signal?: AbortSignal }) => read(api.GET('/api/v1/me', signal && { signal })),
  staleTime: 60_000,
};

export function useMeQuery(): UseQueryResult<Me> {
  return useQuery(ME_QUERY);
}

/** Reads who it is before a page asks. What fails is asked again then. */
export function readMeAhead(client: QueryClient): Promise<void> {
  return client.prefetchQuery(ME_QUERY);
}

/** Puts an answer that holds the signed-in user into the cache: sign-in, one-time links, preferences. */
export function useSetMe(): (me: Me) => void {
  const client = useQueryClient();
  return (me) => client.setQueryData(ME_KEY, me);
}

const SIGNED_IN = 'dashkeep.signed-in';

/** Remembers for this window that somebody was signed in, so that the sign-in page can say that the session ended. */
function rememberSignedIn(isSignedIn: boolean): void {
  try {
    if (isSignedIn) sessionStorage.setItem(SIGNED_IN, 'yes');
    else sessionStorage.removeItem(SIGNED_IN);
  } catch {
    // Storage is closed: the sign-in page says nothing.
  }
}

/** Whether somebody was signed in in this window and has not signed out. */
export function wasSignedIn(): boolean {
  try {
    return sessionStorage.getItem(SIGNED_IN) !== null;
  } catch {
    return false;
  }
}

const LEAVING = 'dashkeep-leaving';

function goToSignIn(): void {
  rememberSignedIn(false);
  window.location.assign('/sign-in');
}

/** Goes to the sign-in page by loading it, in every tab: nothing of the session stays in the memory of a page. */
export function leaveApp(): void {
  if (typeof BroadcastChannel !== 'undefined') {
    const others = new BroadcastChannel(LEAVING);
    others.postMessage(null);
    others.close();
  }
  goToSignIn();
}

/** Leaves when another tab of the browser does: they have one session. */
export function useLeavingTogether(): void {
  useEffect(() => {
    if (typeof BroadcastChannel === 'undefined') return undefined;
    const others = new BroadcastChannel(LEAVING);
    others.addEventListener('message', goToSignIn);
    return () => others.close();
  }, []);
}

type Session = { me: Me; project: Membership | undefined };

const SessionContext = createContext<Session | undefined>(undefined);

/** The project that an address names: /p/<project>/… */
export function projectOfPath(pathname: string): string | undefined {
  const found = /^\/p\/([^/]+)/.exec(pathname)?.[1];
  return found === undefined ? undefined : decodeURIComponent(found);
}

function remembered(): string | null {
  try {
    return localStorage.getItem(PROJECT_KEY);
  } catch {
    return null;
  }
}

function remember(project: string): void {
  try {
    localStorage.setItem(PROJECT_KEY, project);
  } catch {
    // Storage is closed: the next page without a project shows the first one.
  }
}

/** Tells everything below who is signed in and which project is current. */
export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  const named = projectOfPath(useLocation().pathname);
  const session = useMemo(() => {
    const wanted = named ?? remembered();
    const found = me.projects.find((candidate) => candidate.name === wanted);
    // An administrator also sees projects to look after; pages open in one to read.
    const first = me.projects.find((candidate) => candidate.permissions.includes('dashboard:read')) ?? me.projects[0];
    // An address of a project that one is not in shows no other project in its place.
    return { me, project: found ?? (named === undefined ? first : undefined) };
  }, [me, named]);

  const current = session.project?.name;
  useEffect(() => {
    rememberSignedIn(true);
    if (current !== undefined) remember(current);
  }, [current]);
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession stands outside of SessionProvider');
  return session;
}

export function useMe(): Me {
  return useSession().me;
}

/** The current project: of the address, else the one used last, else the first. */
export function useCurrentProject(): Membership | undefined {
  return useSession().project;
}

/** The current project on a page whose route makes sure that there is one (/p/:project/…). */
export function useProject(): Membership {
  const { project } = useSession();
  if (!project) throw new Error('useProject stands on a page without a project');
  return project;
}

/** Whether the signed-in user may do something in the current project. */
export function useCan(permission: Permission): boolean {
  return useSession().project?.permissions.includes(permission) ?? false;
}

/** Why a control is out of reach, or undefined when it is not: goes straight into `disabledReason`. */
export function useDisabledReason(permission: Permission): string | undefined {
  const { project } = useSession();
  if (project?.permissions.includes(permission)) return undefined;
  return whyNot(permission, project?.role);
}
