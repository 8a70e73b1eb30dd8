import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, done, read, type Schema } from '@/api/client';
import type { Role } from '@/api/permissions';
import { SAID_IN_PLACE } from '@/api/query-client';
import { ME_KEY, type Me } from '@/api/session';
import { endAsking } from '@/api/session-end';

export type Link = Schema<'Link'>;
export type Member = Schema<'Member'>;
export type Session = Schema<'Session'>;
export type Token = Schema<'Token'>;
export type NewToken = Schema<'NewToken'>;
export type User = Schema<'User'>;
export type UserWithLink = Schema<'UserWithLink'>;

const KEYS = {
  version: ['system-health'],
  link: (token: string) => ['link', token],
  members: (project: string) => ['members', project],
  /** Sessions and tokens. */
  own: ['me'],
  sessions: ['me', 'sessions'],
  tokens: ['me', 'tokens'],
  users: ['users'],
} as const;

/** A write that makes one list be read again. */
function useWrite<Input, Answer>(key: readonly unknown[], mutationFn: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ meta: SAID_IN_PLACE, mutationFn, onSuccess: () => void client.invalidateQueries(key) });
}

/** A change of the members may be one of what one may do oneself. */
function useWriteMembers<Input, Answer>(project: string, mutationFn: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn,
    onSuccess: () => {
      void client.invalidateQueries(KEYS.members(project));
      void client.invalidateQueries(ME_KEY, { exact: true });
    },
  });
}

/** Signing in replaces everything that was read before: it may have been somebody else's. */
function useEnter<Input>(mutationFn: (input: Input) => Promise<Me>) {
  const client = useQueryClient();
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn,
    onSuccess: (me) => {
      endAsking();
      // What is on the screen now belongs to nobody yet; all else may be of who was here before.
      client.removeQueries({ type: 'inactive' });
      client.setQueryData(ME_KEY, me);
    },
  });
}

export function useSignIn() {
  return useEnter((body: Schema<'SignIn'>) => read(api.POST('/api/v1/session', { body })));
}

/** The version, told to everybody. */
function useServerHealth() {
  return useQuery({
    queryKey: KEYS.version,
    queryFn: ({ signal }) => read(api.GET('/api/v1/health', { signal })),
    staleTime: Infinity,
  });
}

export function useServerVersion(): string | undefined {
  return useServerHealth().data?.version;
}

/** Nobody can sign in yet: the server printed a link that sets the administrator's password. */
export function useIsSetupPending(): boolean {
  return useServerHealth().data?.setup_pending === true;
}

export function useLink(token: string) {
  return useQuery({
    queryKey: KEYS.link(token),
    queryFn: ({ signal }) => read(api.GET('/api/v1/links/{token}', { params: { path: { token } }, signal })),
    staleTime: Infinity,
  });
}

export function useUseLink(token: string) {
  return useEnter((body: Schema<'UseLink'>) =>
    read(api.POST('/api/v1/links/{token}', { params: { path: { token } }, body })),
  );
}

export function useMembers(project: string) {
  return useQuery({
    queryKey: KEYS.members(project),
    queryFn: ({ signal }) =>
      read(api.GET('/api/v1/projects/{project}/members', { params: { path: { project } }, signal })),
  });
}

export function usePutMember(project: string) {
  return useWriteMembers(project, ({ login, role }: { login: string; role: Role }) =>
    read(
      api.PUT('/api/v1/projects/{project}/members/{login}', { params: { path: { project, login } }, body: { role } }),
    ),
  );
}

export function useRemoveMember(project: string) {
  return useWriteMembers(project, (login: string) =>
    done(api.DELETE('/api/v1/projects/{project}/members/{login}', { params: { path: { project, login } } })),
  );
}

export function useSessions() {
  return useQuery({
    queryKey: KEYS.sessions,
    queryFn: ({ signal }) => read(api.GET('/api/v1/me/sessions', { signal })),
  });
}

export function useEndSession() {
  return useWrite(KEYS.sessions, (id: string) =>
    done(api.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } })),
  );
}

export function useSignOutEverywhere() {
  return useMutation({ meta: SAID_IN_PLACE, mutationFn: () => done(api.DELETE('/api/v1/me/sessions')) });
}

/** Changes one's own name and email; the answer is who one is now. */
export function useChangeMe() {
  const client = useQueryClient();
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: (body: Schema<'MeChange'>) => read(api.PATCH('/api/v1/me', { body })),
    onSuccess: (me) => client.setQueryData(ME_KEY, me),
  });
}

/** Tokens may end with it. */
export function useChangePassword() {
  return useWrite(KEYS.own, (body: Schema<'ChangePassword'>) => done(api.PUT('/api/v1/me/password', { body })));
}

export function useTokens() {
  return useQuery({ queryKey: KEYS.tokens, queryFn: ({ signal }) => read(api.GET('/api/v1/me/tokens', { signal })) });
}

export function useCreateToken() {
  return useWrite(KEYS.tokens, (body: NewToken) => read(api.POST('/api/v1/me/tokens', { body })));
}

export function useRevokeToken() {
  return useWrite(KEYS.tokens, (id: string) =>
    done(api.DELETE('/api/v1/me/tokens/{id}', { params: { path: { id } } })),
  );
}

/** All users, for administrators; nobody else may read them. */
export function useUsers({ enabled = true } = {}) {
  return useQuery({
    queryKey: KEYS.users,
    enabled,
    queryFn: ({ signal }) => read(api.GET('/api/v1/users', { signal })),
  });
}

export function useCreateUser() {
  return useWrite(KEYS.users, (body: Schema<'NewUser'>) => read(api.POST('/api/v1/users', { body })));
}

export function useChangeUser() {
  return useWrite(KEYS.users, ({ id, ...body }: Schema<'UserChange'> & { id: string }) =>
    read(api.PATCH('/api/v1/users/{id}', { params: { path: { id } }, body })),
  );
}

export function useCreatePasswordLink() {
  return useWrite(KEYS.users, (id: string) =>
    read(api.POST('/api/v1/users/{id}/password-link', { params: { path: { id } } })),
  );
}

/** Makes a project whose owner one is; the answer is its name. One's own rights are read again before. */
export function useCreateProject() {
  const client = useQueryClient();
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: async ({ name, title }: { name: string; title: string }): Promise<string> => {
      const body = { kind: 'Project', metadata: { name }, spec: title === '' ? {} : { display: { name: title } } };
      await read(api.POST('/api/v1/projects', { body }));
      await client.invalidateQueries(ME_KEY, { exact: true });
      return name.toLowerCase();
    },
  });
}

/** Gives a user a place in any project: for administrators, who have just made the user. */
export function useAddToProject() {
  return useMutation({
    meta: SAID_IN_PLACE,
    mutationFn: ({ project, login, role }: { project: string; login: string; role: Role }) =>
      read(
        api.PUT('/api/v1/projects/{project}/members/{login}', { params: { path: { project, login } }, body: { role } }),
      ),
  });
}
