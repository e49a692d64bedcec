const outside = /idx=(-?\d+) must be within the inclusive range \[-(\d+),(\d+)\]/;

/** Why a program did not run, in words for what users cause. */
export function runFailure(cause: Error): Error {
  const [, index, length, last] = (outside.exec(cause.message) ?? []).map(Number);
  if (index === undefined || length === undefined) return cause;
  // Negative ones were put as far before the first again (see the lowering of gather).
  const given = index < 0 ? index + length : index;
  return new RangeError(`onnx gather: expected indices from 0 to ${last}, got ${given}.`, {
    cause,
  });
}
