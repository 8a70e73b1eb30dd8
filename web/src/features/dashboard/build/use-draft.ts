import { useRef, useState } from 'react';
import { useAfterPause } from '@/lib/use-after-pause';
import { useIsGone } from '@/lib/use-is-gone';
import { useLatest } from '@/lib/use-latest';
import { useWindowListener } from '@/lib/use-window-listener';
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

  // The last one that was looked at; a drag makes many documents, of which the last counts.
  const seen = useRef<DashboardDocument>();
  const keep = useLatest((): void => {
    if (seen.current === document) return;
    seen.current = document;
    if (discarded.current !== undefined && !hasChanged(discarded.current, document)) return;
    discarded.current = undefined;
    if (hasChanged(baseline, document)) {
      setIsKept(draftStore.keep(address, { document, etag, base, keptAt: Date.now() }));
    } else draftStore.drop(address);
  });
  useAfterPause(document, PAUSE_MS, keep);
  useWindowListener('pagehide', keep);
  useIsGone(keep);

  return {
    isKept,
    discard: () => {
      discarded.current = document;
      draftStore.drop(address);
    },
  };
}
