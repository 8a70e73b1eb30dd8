import { useState } from 'react';
import { Button } from '@/kit/button/button';
import { Stack } from '@/kit/layout/columns';
import { Dialog } from '@/kit/overlay/dialog';
import { Note } from '@/kit/page/note';
import { SecretBox } from './secret-box';

type ShownOnceDialogProps = {
  title: string;
  description: string;
  text: string;
  /** 'Copy token' */
  copyLabel: string;
  /** What is lost without it, and what to do then: 'Revoke it and create another one.' */
  otherwise: string;
  onClose: () => void;
};

/** A secret that is shown this once. Escape and the cross ask first, until it was copied. */
export function ShownOnceDialog({ title, description, text, copyLabel, otherwise, onClose }: ShownOnceDialogProps) {
  const [isCopied, setIsCopied] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const leave = (): void => (isCopied || isAsking ? onClose() : setIsAsking(true));
  return (
    <Dialog
      title={title}
      description={description}
      onClose={leave}
      keepsOnOutsideClick
      footer={
        <>
          {isAsking && !isCopied && (
            <Button variant="text" onClick={onClose}>
              Close without it
            </Button>
          )}
          <Button variant="filled" onClick={onClose}>
            I have copied it
          </Button>
        </>
      }
    >
      <Stack gap="fields">
        <SecretBox text={text} label={copyLabel} onCopied={() => setIsCopied(true)} />
        {isAsking && !isCopied && (
          <Note tone="warning" title="It is not copied yet">
            It can’t be shown again. {otherwise}
          </Note>
        )}
      </Stack>
    </Dialog>
  );
}
