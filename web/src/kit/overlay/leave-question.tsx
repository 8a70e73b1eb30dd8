import { useEffect } from 'react';
import { useBlocker, useLocation, type BlockerFunction } from 'react-router-dom';
import { useAllUnsavedWork, workToAskAbout, type LosingWords, type UnsavedWork } from '@/lib/unsaved-work';
import { LosingQuestion } from './dialog';

/** One question for all work on the page. What can be kept gives the buttons, otherwise what came last. */
export function inOneQuestion(works: readonly UnsavedWork[]): LosingWords | undefined {
  const main = works.find(({ keep }) => keep !== undefined) ?? works.at(-1);
  if (main === undefined) return undefined;
  return { ...main, lost: [...new Set([main, ...works].map(({ lost }) => lost))].join(' ') };
}

type Path = { pathname: string };

/**
 * What a way may lose. Another range or filter in the address is no leaving. Only Back under a dialog may be: one that is
 * open by the address is closed by it, and there is no other way to see which.
 */
function atStake(works: readonly UnsavedWork[], from: Path, to: Path): readonly UnsavedWork[] {
  return from.pathname === to.pathname ? works.filter(({ isInDialog }) => isInDialog) : works;
}

const isLosing: BlockerFunction = ({ currentLocation, nextLocation, historyAction }) => {
  const isWithinPage = currentLocation.pathname === nextLocation.pathname;
  if (isWithinPage && historyAction !== 'POP') return false;
  return atStake(workToAskAbout(), currentLocation, nextLocation).length > 0;
};

/**
 * Asks before a page is left with unsaved work on it, whoever has it. It stands once in the app: a router asks one
 * blocker only.
 */
export function LeaveQuestion() {
  const here = useLocation();
  const all = useAllUnsavedWork();
  const blocker = useBlocker(isLosing);
  const works = blocker.state === 'blocked' ? atStake(all, here, blocker.location) : all;
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
