import { printable } from '../printable.js';

const damaged = 'The file is damaged or not a PyTorch checkpoint.';

/** Throws what every reader of this folder throws; names in it may be those of a file. */
export function refuse(expected: string, got: string, mend = damaged): never {
  throw new RangeError(
    `readPyTorch: expected ${printable(expected)}, got ${printable(got)}. ${mend}`,
  );
}
