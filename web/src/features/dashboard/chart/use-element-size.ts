import { useLayoutEffect, useState, type RefObject } from 'react';

export type Size = { width: number; height: number };

/**
 * The size of an element, as long as it is mounted; undefined until it is laid out. The element may come later than
 * the component: a panel has nothing to measure before it has its place and its data.
 */
export function useElementSize(ref: RefObject<HTMLElement>): Size | undefined {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [size, setSize] = useState<Size>();
  // After every drawing: a ref tells nobody that it has another element.
  // The same element again changes nothing, so this comes to rest.
  // oxlint-disable-next-line react/exhaustive-deps
  useLayoutEffect(() => setElement(ref.current));
  useLayoutEffect(() => {
    if (!element) return undefined;
    const read = (): void => {
      const next = { width: element.clientWidth, height: element.clientHeight };
      setSize((known) => (known?.width === next.width && known.height === next.height ? known : next));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return element ? size : undefined;
}
