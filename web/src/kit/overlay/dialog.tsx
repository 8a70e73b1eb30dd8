import { useId, useRef, useState, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { useUnsavedWork, type LosingWords } from '@/lib/unsaved-work';
import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { focusHeading } from '@/kit/page/focus-heading';
import { useModal } from './use-modal';
import styles from './dialog.module.css';

type DialogProps = {
  title: ReactNode;
  /** What stands under the title: what it is about, and what will happen. */
  description?: ReactNode;
  glyph?: ReactNode;
  onClose: () => void;
  children?: ReactNode;
  /** Buttons, the main one last. As a function it is given the way out that asks first, as the cross does. */
  footer?: ReactNode | ((leave: () => void) => ReactNode);
  /** Grey words at the left of the footer. */
  footnote?: ReactNode;
  /** A click outside does nothing, only the buttons and Escape close. */
  keepsOnOutsideClick?: boolean;
  /** It is filled in: a click outside does nothing, and Escape and the cross ask first once something was typed. */
  isForm?: boolean;
  /** It holds work that was not typed, such as files that were chosen: Escape and the cross ask first. */
  holdsWork?: boolean;
  /** How it asks, where the usual words would not be true. */
  losing?: LosingWords | undefined;
  width?: 'default' | 'wide';
};

const CLOSING: LosingWords = {
  title: 'Close without saving?',
  lost: 'What you filled in or chose here is lost.',
  stay: 'Go on editing',
  lose: 'Close, lose it',
};

const FIRST_FIELD = `.${styles.body} :is(input, select, textarea):not([readonly], [hidden], :disabled), .${styles.foot} button`;

/** Gives what leads the focus back. */
function beginAtFirstField(dialog: HTMLDialogElement, opener: Element | null): () => void {
  // The browser would begin at the close button of the head.
  dialog.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
  return () => {
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    // What opened it may have gone with what was done.
    setTimeout(focusHeading);
  };
}

/** A modal dialog. The browser holds the focus inside and gives it back afterwards. */
export function Dialog({
  title,
  description,
  glyph,
  onClose,
  children,
  footer,
  footnote,
  keepsOnOutsideClick = false,
  isForm = false,
  holdsWork = false,
  losing,
  width = 'default',
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const [isTyped, setIsTyped] = useState(false);
  const words = losing ?? CLOSING;
  // A question that is not true any more is not answered: the work went on meanwhile.
  const [asked, setAsked] = useState<string>();
  const wouldLose = holdsWork || (isForm && isTyped);
  useUnsavedWork(wouldLose, { ...losing, isInDialog: true });
  const leave = (): void => (wouldLose ? setAsked(words.title) : onClose());
  const titleId = useId();
  const descriptionId = useId();

  useModal(ref, beginAtFirstField);

  return (
    <>
      <dialog
        ref={ref}
        className={cx(styles.dialog, width === 'wide' && styles.wide)}
        aria-labelledby={titleId}
        aria-describedby={description === undefined ? undefined : descriptionId}
        onInput={() => setIsTyped(true)}
        onCancel={(event) => {
          // What is cancelled inside it, a file chooser or a dialog, says so here too.
          if (event.target !== event.currentTarget) return;
          event.preventDefault();
          leave();
        }}
        onClose={() => {
          // At the second Escape in a row the browser asks nobody. Whether it closes is said here.
          if (ref.current?.open !== false) return;
          ref.current.showModal();
          leave();
        }}
        onPointerDown={(event) => {
          // The backdrop is the dialog element itself; its content covers the rest of it.
          if (event.target === event.currentTarget && !keepsOnOutsideClick && !isForm) leave();
        }}
      >
        <div className={styles.frame}>
          <header className={styles.head}>
            {glyph}
            <h2 id={titleId} className={styles.title}>
              {title}
            </h2>
            <IconButton icon="close" label="Close" onClick={leave} />
            {description !== undefined && (
              <p id={descriptionId} className={cx(styles.description, glyph !== undefined && styles.indented)}>
                {description}
              </p>
            )}
          </header>
          {children !== undefined && <div className={styles.body}>{children}</div>}
          {footer !== undefined && (
            <footer className={styles.foot}>
              <span className={styles.footnote}>{footnote}</span>
              {typeof footer === 'function' ? footer(leave) : footer}
            </footer>
          )}
        </div>
      </dialog>
      {wouldLose && asked === words.title && (
        <LosingQuestion words={words} onStay={() => setAsked(undefined)} onLose={onClose} />
      )}
    </>
  );
}

type LosingQuestionProps = { words: LosingWords; onStay: () => void; onLose: () => void; onKeep?: () => void };

/** Asks before unsaved work is thrown away: by a dialog that closes, or a page that is left. */
export function LosingQuestion({ words, onStay, onLose, onKeep }: LosingQuestionProps) {
  return (
    <Dialog
      title={words.title}
      description={words.lost}
      onClose={onStay}
      footer={
        <>
          <Button variant="text" onClick={onStay}>
            {words.stay}
          </Button>
          <Button variant="danger" onClick={onLose}>
            {words.lose}
          </Button>
          {words.keep !== undefined && (
            <Button variant="filled" onClick={onKeep}>
              {words.keep}
            </Button>
          )}
        </>
      }
    />
  );
}
