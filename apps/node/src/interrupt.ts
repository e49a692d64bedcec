import type { Output } from './output.js';

/**
 * Runs work that Ctrl-C may end: after the step under way, so that it can be saved. A second
 * Ctrl-C ends the process at once.
 *
 * @param ending what the first Ctrl-C begins, in words
 */
export async function interruptible<Result>(
  output: Output,
  ending: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(1);
    output.warn(`${ending}; press Ctrl-C again to stop at once.`);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
