import { useState, type ReactNode } from 'react';
import { Button } from '@/kit/button/button';
import { IconButton } from '@/kit/button/icon-button';
import { toFailure } from '@/lib/failure';
import { closeNotice, holdNotice, type ShownNotice } from './notices';

type NoticeControls = {
  /** Why the way back was refused: stands in the place of the notice's own words. */
  failure: string | undefined;
  /** It is on the way back. */
  isBusy: boolean;
  buttons: ReactNode;
};

/** The buttons of a notice: the way back, which closes it once it is taken, and the cross. */
export function useNoticeControls({ id, undo }: ShownNotice): NoticeControls {
  const [state, setState] = useState<'ready' | 'busy' | { failure: string }>('ready');
  const takeBack = async (run: () => Promise<void>): Promise<void> => {
    setState('busy');
    holdNotice(id);
    try {
      await run();
      closeNotice(id);
    } catch (error) {
      setState({ failure: toFailure(error).message });
    }
  };
  const failure = typeof state === 'object' ? state.failure : undefined;
  const buttons = (
    <>
      {undo && failure === undefined && (
        <Button size="small" icon="undo" isBusy={state === 'busy'} onClick={() => void takeBack(undo.run)}>
          {undo.label}
        </Button>
      )}
      <IconButton icon="close" label="Close this notice" size="small" onClick={() => closeNotice(id)} />
    </>
  );
  return { failure, isBusy: state === 'busy', buttons };
}
