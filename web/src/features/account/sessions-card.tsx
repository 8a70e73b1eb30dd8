import { useState } from 'react';
import { formError } from '@/api/api-error';
import { leaveApp } from '@/api/session';
import { Button } from '@/kit/button/button';
import { Tag } from '@/kit/chip/tag';
import { ConfirmDialog } from '@/kit/overlay/confirm-dialog';
import { Card } from '@/kit/page/card';
import { Loaded } from '@/kit/page/loaded';
import { Note } from '@/kit/page/note';
import { ListRow } from '@/kit/table/list-row';
import { RelativeTime } from '@/kit/text/relative-time';
import { counted } from '@/lib/numbers';
import { describeAgent } from './account-model';
import { useEndSession, useSessions, useSignOutEverywhere, type Session } from './api';

/** Where one is signed in. */
export function SessionsCard() {
  const query = useSessions();
  const end = useEndSession();
  const [isLeaving, setIsLeaving] = useState(false);
  const problem = formError(end.error, []);
  return (
    <Card
      title="Sessions"
      note={query.data?.length}
      isFlush
      aside={
        <Button size="small" onClick={() => setIsLeaving(true)}>
          Sign out everywhere
        </Button>
      }
    >
      {problem !== undefined && <Note tone="failed" title={problem} />}
      <Loaded query={query} what="Your sessions">
        {(sessions) => (
          <ul>
            {sessions.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                onEnd={() => end.mutate(session.id)}
                isBusy={end.isLoading}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {isLeaving && <SignOutEverywhere count={query.data?.length ?? 1} onClose={() => setIsLeaving(false)} />}
    </Card>
  );
}

function SessionRow({ session, onEnd, isBusy }: { session: Session; onEnd: () => void; isBusy: boolean }) {
  const agent = describeAgent(session.user_agent);
  return (
    <ListRow
      isTall
      title={agent}
      detail={
        <>
          {session.client_address}, seen <RelativeTime at={session.last_seen_at} />, ends{' '}
          <RelativeTime at={session.expires_at} form="moment" />
        </>
      }
      end={
        session.current ? (
          <Tag>this one</Tag>
        ) : (
          <Button size="small" isBusy={isBusy} aria-label={`End session of ${agent}`} onClick={onEnd}>
            End session
          </Button>
        )
      }
    />
  );
}

function SignOutEverywhere({ count, onClose }: { count: number; onClose: () => void }) {
  const leave = useSignOutEverywhere();
  return (
    <ConfirmDialog
      title="Sign out everywhere?"
      action={`End ${counted(count, 'session')}`}
      isDanger
      isBusy={leave.isLoading}
      error={formError(leave.error, [])}
      onClose={onClose}
      onConfirm={() => leave.mutate(undefined, { onSuccess: leaveApp })}
    >
      <p>Every browser is signed out, this one too. API tokens stay valid; revoke them under API tokens.</p>
    </ConfirmDialog>
  );
}
