import { useNow, useTimeZone } from '@/kit/text/clock';
import { formatMoment } from '@/lib/time';
import type { UserWithLink } from './api';
import { ShownOnceDialog } from './shown-once-dialog';

/** A one-time link, shown once: the administrator passes it on by a way that they trust. */
export function PasswordLinkDialog({ created, onClose }: { created: UserWithLink; onClose: () => void }) {
  const until = formatMoment(new Date(created.expires_at), useNow(), useTimeZone());
  return (
    <ShownOnceDialog
      title={`Send this link to ${created.user.login}`}
      description={`It sets the password, works once and until ${until}. It is shown this once.`}
      text={new URL(created.link, window.location.origin).href}
      copyLabel="Copy link"
      otherwise="‘New password link’ in the list of users makes another one."
      onClose={onClose}
    />
  );
}
