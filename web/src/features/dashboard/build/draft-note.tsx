import { Button } from '@/kit/button/button';
import { Note } from '@/kit/page/note';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { formatMoment } from '@/lib/time';
import type { Draft } from './draft-store';

type DraftNoteProps = { draft: Draft; currentVersion: number; onContinue: () => void; onDiscard: () => void };

/** Unsaved work from before. Nothing is thrown away without being asked. */
export function DraftNote({ draft, currentVersion, onContinue, onDiscard }: DraftNoteProps) {
  const now = useNow();
  const zone = useTimeZone();
  const isOlder = draft.etag !== '' && draft.base < currentVersion;
  return (
    <Note
      tone="info"
      title={`You have unsaved changes from ${formatMoment(new Date(draft.keptAt), now, zone)}`}
      action={
        <>
          <Button size="small" onClick={onContinue}>
            Continue with them
          </Button>
          <Button size="small" variant="text" onClick={onDiscard}>
            Discard
          </Button>
        </>
      }
    >
      {isOlder
        ? `They were made on version ${draft.base}; version ${currentVersion} is the newest now. When you save, you see both.`
        : 'They are kept in this browser only.'}
    </Note>
  );
}
