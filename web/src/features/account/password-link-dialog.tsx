import { Button } from '@/kit/button/button';
import { Dialog } from '@/kit/overlay/dialog';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { formatMoment } from '@/lib/time';
import type { UserWithLink } from './api';
import { SecretBox } from './secret-box';

/** A one-time link, shown once: the administrator passes it on by a way that they trust. */
export function PasswordLinkDialog({ created, onClose }: { created: UserWithLink; onClose: () => void }) {
  const until = formatMoment(new Date(created.expires_at), useNow(), useTimeZone());
  return (
    <Dialog
      title={`Send this link to ${created.user.login}`}
      description={`It sets the password, works once and until ${until}. It is shown this once.`}
      onClose={onClose}
      keepsOnOutsideClick
      footer={
        <Button variant="filled" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <SecretBox text={new URL(created.link, window.location.origin).href} label="Copy link" />
    </Dialog>
  );
}
