import {
  cloneElement,
  useId,
  useRef,
  useState,
  type FocusEvent,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from 'react';
import { useWindowListener } from '@/lib/use-window-listener';
import { cx } from '@/lib/cx';
import { useAnchored, type Side } from './use-anchored';
import styles from './floating.module.css';

const HOVER_DELAY_MS = 350;

type TooltipProps = {
  /** Nothing is shown for an empty one. */
  text: ReactNode;
  /** Keys that do the same. */
  keys?: string | undefined;
  side?: Side;
  /** The text repeats the name of the control: then it is not read out a second time. */
  isName?: boolean;
  children: ReactElement<HTMLAttributes<HTMLElement>>;
};

type BubbleProps = {
  anchor: RefObject<HTMLElement>;
  id: string;
  side: Side;
  onEscape: () => void;
  children: ReactNode;
};

function Bubble({ anchor, id, side, onEscape, children }: BubbleProps) {
  const ref = useAnchored<HTMLSpanElement>(anchor, { side, align: 'center', gap: 6 });
  useWindowListener('keydown', (event) => {
    if (event.key === 'Escape') onEscape();
  });
  return (
    <span ref={ref} id={id} role="tooltip" className={cx(styles.floating, styles.tooltip)}>
      {children}
    </span>
  );
}

/** Words for a control, on hover and on keyboard focus. Escape takes them away. */
export function Tooltip({ text, keys, side = 'below', isName = false, children }: TooltipProps) {
  const [isOpen, setIsOpen] = useState(false);
  const anchor = useRef<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const id = useId();

  const close = (): void => {
    clearTimeout(timer.current);
    setIsOpen(false);
  };
  const open = (element: EventTarget & HTMLElement, delay: number): void => {
    anchor.current = element;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsOpen(true), delay);
  };

  const isShown = isOpen && text !== '';
  const child = children.props;
  return (
    <>
      {cloneElement(children, {
        'aria-describedby': isShown && !isName ? id : child['aria-describedby'],
        onPointerEnter: (event) => {
          child.onPointerEnter?.(event);
          if (event.pointerType !== 'touch') open(event.currentTarget, HOVER_DELAY_MS);
        },
        onPointerLeave: (event) => {
          child.onPointerLeave?.(event);
          close();
        },
        onPointerDown: (event) => {
          child.onPointerDown?.(event);
          close();
        },
        onFocus: (event: FocusEvent<HTMLElement>) => {
          child.onFocus?.(event);
          if (event.currentTarget.matches(':focus-visible')) open(event.currentTarget, 0);
        },
        onBlur: (event) => {
          child.onBlur?.(event);
          close();
        },
      })}
      {isShown && (
        <Bubble anchor={anchor} id={id} side={side} onEscape={close}>
          {text}
          {keys !== undefined && <span className={styles.keys}>{keys}</span>}
        </Bubble>
      )}
    </>
  );
}
