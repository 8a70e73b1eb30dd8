import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { api, read, type Schema } from './client';
import { ME_KEY, useMe, type Me } from './session';

export type Preferences = Schema<'Preferences'>;

/** The preferences of the signed-in user. They follow to every browser. */
export function usePreferences(): Preferences {
  return useMe().preferences;
}

/** Changes some preferences. They hold here at once, and are taken back when the server refuses. */
export function useChangePreferences(): UseMutationResult<
  Preferences,
  unknown,
  Partial<Preferences>,
  { before: Me | undefined }
> {
  const client = useQueryClient();
  const update = (preferences: Preferences): void => {
    client.setQueryData<Me>(ME_KEY, (me) => me && { ...me, preferences });
  };
  return useMutation({
    mutationFn: (change: Partial<Preferences>) => {
      const me = client.getQueryData<Me>(ME_KEY);
      return read(api.PUT('/api/v1/preferences', { body: { ...me?.preferences, ...change } }));
    },
    onMutate: (change) => {
      const before = client.getQueryData<Me>(ME_KEY);
      if (before) update({ ...before.preferences, ...change });
      return { before };
    },
    onError: (_error, _change, context) => {
      if (context?.before) client.setQueryData(ME_KEY, context.before);
    },
    onSuccess: update,
  });
}
