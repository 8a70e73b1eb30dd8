import { useQuery } from '@tanstack/react-query';
import { api, done, read } from '@/api/client';
import { isApiError } from '@/api/api-error';
import type { Json, StoredDocument } from './document-fields';
import type { DatasourceScope } from './datasource-model';

/** The longest name, less the room for a number behind it. */
const LONGEST_STEM = 70;
const MOST_NAMES = 50;

/** A secret with its hidden values masked; undefined while there is none to read, null when it is gone. */
export function useSecret(scope: DatasourceScope, name: string) {
  const { project } = scope;
  return useQuery({
    queryKey: ['secrets', project ?? '', name],
    queryFn: async ({ signal }): Promise<StoredDocument | null> => {
      try {
        return project === undefined
          ? await read(api.GET('/api/v1/globalsecrets/{name}', { params: { path: { name } }, signal }))
          : await read(
              api.GET('/api/v1/projects/{project}/secrets/{name}', { params: { path: { project, name } }, signal }),
            );
      } catch (error) {
        if (isApiError(error) && error.status === 404) return null;
        throw error;
      }
    },
    enabled: name !== '',
    // A form begins with it: it is read anew each time.
    cacheTime: 0,
  });
}

export function putSecret(scope: DatasourceScope, name: string, body: Json): Promise<unknown> {
  const { project } = scope;
  return project === undefined
    ? read(api.PUT('/api/v1/globalsecrets/{name}', { params: { path: { name } }, body }))
    : read(api.PUT('/api/v1/projects/{project}/secrets/{name}', { params: { path: { project, name } }, body }));
}

function numbered(stem: string, number: number): string {
  return number === 1 ? stem : `${stem.slice(0, LONGEST_STEM)}-${number}`;
}

/** Whether a secret has a name that the dialog gives for a datasource. Others were made by somebody, and are theirs. */
export function isSecretOf(datasource: string, secret: string): boolean {
  const numbers = Array.from({ length: MOST_NAMES }, (_, index) => index + 1);
  return numbers.some((number) => numbered(datasource, number).toLowerCase() === secret.toLowerCase());
}

/** Makes a secret under the first free name: prom, prom-2, prom-3. It gives the name. */
export async function createSecret(
  scope: DatasourceScope,
  stem: string,
  bodyOf: (name: string) => Json,
): Promise<string> {
  const { project } = scope;
  for (let number = 1; ; number += 1) {
    const name = numbered(stem, number);
    const body = bodyOf(name);
    try {
      await (project === undefined
        ? read(api.POST('/api/v1/globalsecrets', { body }))
        : read(api.POST('/api/v1/projects/{project}/secrets', { params: { path: { project } }, body })));
      return name;
    } catch (error) {
      const isTaken = isApiError(error) && error.status === 409;
      if (!isTaken || number >= MOST_NAMES) throw error;
    }
  }
}

/** Deletes a secret that nothing uses any more; the server refuses while something does. */
export async function dropSecret(scope: DatasourceScope, name: string): Promise<void> {
  const { project } = scope;
  try {
    await (project === undefined
      ? done(api.DELETE('/api/v1/globalsecrets/{name}', { params: { path: { name } } }))
      : done(api.DELETE('/api/v1/projects/{project}/secrets/{name}', { params: { path: { project, name } } })));
  } catch (error) {
    // Still in use elsewhere, or gone already: both are as it should be.
    if (!isApiError(error) || (error.status !== 409 && error.status !== 404)) throw error;
  }
}
