/** Runs tasks as they come, but never more than `count` at a time. */
export function atMost(count: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running === count) await new Promise<void>((resume) => waiting.push(resume));
    else running++;
    try {
      return await task();
    } finally {
      // Whoever waits takes over the place of the one that ends.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
