// How much of the machine others used while a row was timed.
import { cpus } from 'node:os';

/** Cores that others may use, on average, for a row to count. */
export const tolerable = 0.1;

/** Processor time of the whole machine that was not idle, milliseconds. */
const busy = () =>
  cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);

const ownTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * Starts to watch; the function that it gives tells how many cores were in use by others than this
 * process and the given sides since then.
 */
export function watchOthers(sides) {
  const state = () => {
    const own = sides.reduce((sum, side) => sum + side.processorTime(), ownTime());
    return { time: performance.now(), others: busy() - own };
  };
  const before = state();
  return () => {
    const after = state();
    return Math.max(0, after.others - before.others) / (after.time - before.time);
  };
}
