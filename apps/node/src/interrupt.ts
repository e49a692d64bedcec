import type { Output } from './output.js';

/**
 * A signal that Ctrl-C sets off: the work ends after the step under way and is saved. A second
 * Ctrl-C ends the process at once.
 */
export function interruptSignal(output: Output): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(1);
    output.warn('\nStopping after this step and saving; press Ctrl-C again to stop at once.');
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    stop() {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    },
  };
}
