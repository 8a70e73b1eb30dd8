import { useLayoutEffect, useState, type RefObject } from 'react';

export type Size = { width: number; height: number };

/** The size of an element, as long as it is mounted; undefined until it is laid out. */
export function useElementSize(ref: RefObject<HTMLElement>): Size | undefined {
  const [size, setSize] = useState<Size>();
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const read = (): void => {
      const next = { width: element.clientWidth, height: element.clientHeight };
      setSize((known) => (known?.width === next.width && known.height === next.height ? known : next));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
