import { useRef, useState } from 'react';
import { copyText } from '@/lib/copy-text';
import { IconButton } from './icon-button';

const DONE_MS = 1600;

type CopyButtonProps = {
  /** What goes to the clipboard. */
  text: string;
  /** The name before copying: 'Copy request id'. */
  label: string;
  size?: 'small' | 'default';
  variant?: 'plain' | 'outlined';
  onCopied?: () => void;
};

type CopyState = 'idle' | 'copied' | 'refused';

const LABELS: Record<CopyState, (label: string) => string> = {
  idle: (label) => label,
  copied: () => 'Copied',
  refused: () => 'The browser refuses the clipboard. Select the text and copy it.',
};

export function CopyButton({ text, label, size = 'small', variant = 'plain', onCopied }: CopyButtonProps) {
  const [state, setState] = useState<CopyState>('idle');
  const timer = useRef<ReturnType<typeof setTimeout>>();

  const copy = (): void => {
    void copyText(text).then((isCopied) => {
      clearTimeout(timer.current);
      setState(isCopied ? 'copied' : 'refused');
      // That it was refused stays: there is something to do.
      if (!isCopied) return;
      timer.current = setTimeout(() => setState('idle'), DONE_MS);
      onCopied?.();
    });
  };

  return (
    <>
      <IconButton
        icon={state === 'copied' ? 'check' : 'copy'}
        label={LABELS[state](label)}
        size={size}
        variant={variant}
        onClick={copy}
      />
      <span role="status" className="sr-only">
        {state === 'idle' ? '' : LABELS[state](label)}
      </span>
    </>
  );
}
