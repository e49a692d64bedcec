// What all measurements share: the clock and the figures that it gives.

/**
 * Milliseconds of processor time of `run`, the median of some rounds after one to warm up. All work
 * measured this way runs on one thread, so that an idle machine takes as long; a busy one
 * disturbs it less than the clock on the wall.
 */
export async function milliseconds(run, rounds = 7) {
  await run();
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const used = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(used);
    times.push((user + system) / 1000);
  }
  return median(times);
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** 12.3, 0.12, 123: three digits that mean something. */
export const digits = (value) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** How often `part` goes into `whole`. */
export const times = (whole, part) => `${digits(whole / part)} x`;
