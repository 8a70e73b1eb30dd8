import { useEffect } from 'react';
import { useBlocker } from 'react-router-dom';
import { mustAskFirst, useAllUnsavedWork, type LosingWords, type UnsavedWork } from '@/lib/unsaved-work';
import { LosingQuestion } from './dialog';

/** One question for all work on the page. What can be kept gives the buttons, otherwise what came last. */
export function inOneQuestion(works: readonly UnsavedWork[]): LosingWords | undefined {
  const main = works.find(({ keep }) => keep !== undefined) ?? works.at(-1);
  if (main === undefined) return undefined;
  return { ...main, lost: [...new Set([main, ...works].map(({ lost }) => lost))].join(' ') };
}

/**
 * Asks before a page is left with unsaved work on it, whoever has it. It stands once in the app: a router asks one
 * blocker only. Another range or filter in the address is no leaving.
 */
export function LeaveQuestion() {
  const works = useAllUnsavedWork();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => mustAskFirst() && currentLocation.pathname !== nextLocation.pathname,
  );
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
