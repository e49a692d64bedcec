/** Where an array lies in memory: its first element, and the distance along each axis. */
export interface Layout {
  start: number;
  strides: readonly number[];
}

/** Row-major distances. */
export function contiguousStrides(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  }
  return strides;
}

/** One axis: its length, and its distance in the source and in the target. */
type Step = [length: number, source: number, target: number];

/** Joins axes that lie in one stretch in both layouts, and drops those of length one. */
function joined(shape: readonly number[], source: Layout, target: Layout): Step[] {
  const steps: Step[] = [];
  for (const [axis, length] of shape.entries()) {
    if (length === 1) continue;
    const [from, to] = [source.strides[axis]!, target.strides[axis]!];
    const outer = steps.at(-1);
    if (outer && outer[1] === from * length && outer[2] === to * length) {
      steps[steps.length - 1] = [outer[0] * length, from, to];
    } else {
      steps.push([length, from, to]);
    }
  }
  return steps;
}

/** A call of copyWithin costs as much as copying this many words one by one. */
const shortRow = 8;

const isStretch = ([length, from, to]: Step = [1, 1, 1]) =>
  from === 1 && to === 1 && length >= shortRow;

/** Copies `shape` elements from one layout to another in the same memory; they must not overlap. */
export function stridedCopy(
  memory: Int32Array,
  shape: readonly number[],
  { source, target }: { source: Layout; target: Layout },
): void {
  if (shape.includes(0)) return;
  const steps = joined(shape, source, target);
  const whole = isStretch(steps.at(-1));
  if (!whole) steps.sort(([a], [b]) => a - b); // the longest axis innermost: fewest turns
  const [length, from, to] = steps.pop() ?? [1, 1, 1];
  const index = steps.map(() => 0);
  let [read, write] = [source.start, target.start];
  for (;;) {
    if (whole) memory.copyWithin(write, read, read + length);
    else {
      for (let n = 0, r = read, w = write; n < length; n++, r += from, w += to) {
        memory[w] = memory[r]!;
      }
    }
    let axis = steps.length - 1;
    for (; axis >= 0; axis--) {
      const [count, sourceStep, targetStep] = steps[axis]!;
      read += sourceStep;
      write += targetStep;
      index[axis]!++;
      if (index[axis]! < count) break;
      index[axis] = 0;
      read -= sourceStep * count;
      write -= targetStep * count;
    }
    if (axis < 0) return;
  }
}
