type Work = () => Promise<void>;

/** Does one work at a time: of what is wanted meanwhile only the last is done, afterwards, also when one fails. */
export function oneAtATime(): (work: Work) => Promise<void> {
  let isGoing = false;
  let next: Work | undefined;
  const goOn = async (): Promise<void> => {
    const present = next;
    next = undefined;
    isGoing = present !== undefined;
    if (!present) return;
    await present().catch(() => undefined);
    await goOn();
  };
  return async (work) => {
    next = work;
    if (!isGoing) await goOn();
  };
}
