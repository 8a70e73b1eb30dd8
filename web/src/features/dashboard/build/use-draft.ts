import { useEffect, useRef, useState } from 'react';
import { hasChanged, type DashboardDocument } from '../document/dashboard-document';
import { draftStore, type DraftAddress } from './draft-store';
import type { Start } from './use-builder';

/** A pause in editing is a step of undo, and the moment to keep the draft. */
export const PAUSE_MS = 400;

export type KeptDraft = {
  /** False when the browser has no room for it. */
  isKept: boolean;
  /** Throws the draft away; what is changed from here on is kept again. */
  discard: () => void;
};

/**
 * Keeps unsaved work in the browser when editing pauses, and at once when the page or the builder goes. Start and address
 * are the same for as long as the builder is.
 */
export function useDraft(
  start: Pick<Start, 'baseline' | 'etag' | 'base'>,
  document: DashboardDocument,
  address: DraftAddress,
): KeptDraft {
  const [isKept, setIsKept] = useState(true);
  const discarded = useRef<DashboardDocument>();
  const { baseline, etag, base } = start;

  // What is not kept yet; a drag makes many documents, of which the last counts.
  const pending = useRef<DashboardDocument>();
  const { current: keep } = useRef((): void => {
    const latest = pending.current;
    pending.current = undefined;
    if (latest === undefined) return;
    if (discarded.current !== undefined && !hasChanged(discarded.current, latest)) return;
    discarded.current = undefined;
    if (hasChanged(baseline, latest)) {
      setIsKept(draftStore.keep(address, { document: latest, etag, base, keptAt: Date.now() }));
    } else draftStore.drop(address);
  });

  useEffect(() => {
    pending.current = document;
    const timer = setTimeout(keep, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [document, keep]);

  useEffect(() => {
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [keep]);

  return {
    isKept,
    discard: () => {
      discarded.current = document;
      draftStore.drop(address);
    },
  };
}
