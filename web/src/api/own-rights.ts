import { useQueryClient } from '@tanstack/react-query';
import { useProjectEvents } from './live';
import { ME_KEY, useMe } from './session';

/**
 * Reads again who one is when one's role or membership changes, in whatever project, and then what was
 * refused: it may be allowed now. A new member sees the project at once.
 */
export function useOwnRights(): void {
  const client = useQueryClient();
  const { user } = useMe();
  useProjectEvents(
    ['member'],
    ({ data }) => {
      // Without a user it says that a project is out of reach.
      if (data['user'] !== undefined && data['user'] !== user.id) return;
      void client
        .invalidateQueries(ME_KEY)
        .then(() => client.invalidateQueries({ predicate: ({ state }) => state.status === 'error' }));
    },
    () => void client.invalidateQueries(ME_KEY),
  );
}
