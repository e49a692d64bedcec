import { appendFileSync } from 'node:fs';
import { expect } from 'vitest';

// Writes down every comparison with a stated precision, instead of only judging it.
expect.extend({
  toBeCloseTo(received: number, expected: number, digits = 2) {
    const difference = Math.abs(received - expected);
    const name = expect.getState().currentTestName ?? '';
    const file = process.env.IKAT_ORACLES;
    if (file) appendFileSync(file, `${JSON.stringify({ name, received, expected, difference })}\n`);
    return {
      pass: difference < 10 ** -digits / 2,
      message: () => `expected ${received} to be within ${10 ** -digits / 2} of ${expected}`,
    };
  },
});
