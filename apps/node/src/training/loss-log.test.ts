import { expect, test } from 'vitest';
import { lossLog } from './loss-log.js';

function stubRun() {
  const entries: unknown[] = [];
  const read: number[] = [];
  const log = lossLog({ log: async (entry) => void entries.push(entry) });
  const step = (step: number, seconds: number) => ({
    ...{ step, seconds, epoch: undefined },
    losses: async () => {
      read.push(step);
      return { style: step / 10 };
    },
  });
  return { entries, read, log, step };
}

test('logs at most one step in a second, and the last one whenever it comes', async () => {
  const { entries, read, log, step } = stubRun();
  for (const [number, seconds] of [
    [1, 0.2],
    [2, 0.9],
    [3, 1.3],
    [4, 1.4],
  ] as const) {
    await log.note(step(number, seconds));
  }
  await log.end();
  expect(entries).toEqual([
    { step: 1, seconds: 0.2, style: 0.1 },
    { step: 3, seconds: 1.3, style: 0.3 },
    { step: 4, seconds: 1.4, style: 0.4 },
  ]);
  expect(read).toEqual([1, 3, 4]); // each download makes the machine wait
  expect(log.losses).toEqual({ style: 0.4 });
});

test('does not log the last step twice, nor one that never was', async () => {
  const { entries, log, step } = stubRun();
  await log.end();
  await log.note(step(7, 0));
  await log.end();
  expect(entries).toEqual([{ step: 7, seconds: 0, style: 0.7 }]);
});
