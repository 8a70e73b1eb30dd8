import { toFailure } from '@/lib/failure';
import { Note } from '@/kit/page/note';

/** Says why what uses the variables of the project shows nothing; nothing where all is well. */
export function SharedVariablesNote({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <Note tone="warning" title="The variables of the project could not be read">
      {toFailure(error).message}. What uses them shows nothing until the page is loaded again.
    </Note>
  );
}
