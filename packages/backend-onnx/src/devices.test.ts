import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { sessionOptions } from './devices.js';

test('threads spin only where each has a core', () => {
  const extra = (spinning: string) => ({
    session: { intra_op: { allow_spinning: spinning } },
  });
  const cores = availableParallelism();
  expect(sessionOptions('cpu', cores).extra).toMatchObject(extra('1'));
  expect(sessionOptions('cpu', cores + 1).extra).toMatchObject(extra('0'));
});
