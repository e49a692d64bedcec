const damaged = 'The file is damaged or not a PyTorch checkpoint.';

/** Throws what every reader of this folder throws. */
export function refuse(expected: string, got: string, mend = damaged): never {
  throw new RangeError(`readPyTorch: expected ${expected}, got ${got}. ${mend}`);
}
