import { useEffect } from 'react';
import { useBlocker, type BlockerFunction } from 'react-router-dom';
import { useAllUnsavedWork, workToAskAbout, type LosingWords, type UnsavedWork } from '@/lib/unsaved-work';
import { LosingQuestion } from './dialog';

/** One question for all work on the page. What can be kept gives the buttons, otherwise what came last. */
export function inOneQuestion(works: readonly UnsavedWork[]): LosingWords | undefined {
  const main = works.find(({ keep }) => keep !== undefined) ?? works.at(-1);
  if (main === undefined) return undefined;
  return { ...main, lost: [...new Set([main, ...works].map(({ lost }) => lost))].join(' ') };
}

/**
 * Another range or filter in the address is no leaving. Only Back under a dialog may be: one that is open by the address
 * is closed by it, and there is no other way to see which.
 */
const isLosing: BlockerFunction = ({ currentLocation, nextLocation, historyAction }) => {
  const isLeft = currentLocation.pathname !== nextLocation.pathname;
  return workToAskAbout().some(({ isInDialog }) => isLeft || (isInDialog && historyAction === 'POP'));
};

/**
 * Asks before a page is left with unsaved work on it, whoever has it. It stands once in the app: a router asks one
 * blocker only.
 */
export function LeaveQuestion() {
  const works = useAllUnsavedWork();
  const blocker = useBlocker(isLosing);
  const words = inOneQuestion(works);
  const isVoid = blocker.state === 'blocked' && words === undefined;
  useEffect(() => {
    // It was saved while people were asked.
    if (isVoid) blocker.proceed?.();
  }, [isVoid, blocker]);
  if (blocker.state !== 'blocked' || words === undefined) return null;
  return (
    <LosingQuestion
      words={words}
      onStay={() => blocker.reset()}
      onLose={() => {
        for (const { onLose } of works) onLose();
        blocker.proceed();
      }}
      onKeep={() => blocker.proceed()}
    />
  );
}
