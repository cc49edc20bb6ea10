/** Runs work while no other tab and nothing else here runs such work. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

const LOCK = "lotproof.facts";

/**
 * One sender at a time. Web Locks are absent where a page has no TLS: then order is kept within
 * the tab, and should two tabs send the same fact, its id makes the server record it once.
 */
export function turnsBy(locks: LockManager | null | undefined): InTurn {
  // The lock gives back what the work's promise gives.
  if (locks != null) return async (work) => await locks.request(LOCK, work);
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
}
