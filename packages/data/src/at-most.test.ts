import { expect, test } from 'vitest';
import { atMost } from './at-most.js';

test('no more than three tasks run at a time, in order, and failures leave no gap', async () => {
  const limited = atMost(3);
  let running = 0;
  let most = 0;
  const started: number[] = [];
  const task = (number: number) => async () => {
    started.push(number);
    most = Math.max(most, ++running);
    await new Promise((resume) => setTimeout(resume, 1 + (number % 3)));
    running--;
    if (number % 4 === 0) throw new Error('failed');
    return number;
  };
  const all = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => limited(task(i))));
  expect(most).toBe(3);
  expect(started).toEqual([...Array(20).keys()]);
  expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(5);
  expect(await limited(async () => 'after')).toBe('after');
});
