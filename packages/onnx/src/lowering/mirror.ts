import { sizeOf } from '../layout/layout.js';
import type { Operand } from '../layout/operand.js';
import type { KernelFamily, RecordKernel } from './family.js';
import type { Lowering, LowerNode } from './lowering.js';

/** How an axis was extended by its mirror image; `skip` is 1 where the border is not repeated. */
interface Mirror {
  before: number;
  after: number;
  skip: number;
}

/** From this length on, a product with the matrix of the fold takes longer than moving its parts. */
const LONG = 160;

const fold: RecordKernel = (recorder, { x }, { axis, before, after, skip }) => {
  const shape = x.shape.with(axis, x.shape[axis] - before - after);
  if (sizeOf(shape) === 0) return recorder.filled({ shape, dtype: x.dtype }, 0);
  const attributes = { axis, before, after, skip };
  return recorder.record('MirrorFold', [x], { shape, dtype: x.dtype }, attributes);
};

const lowerFold: LowerNode = (lowering, node, [input]) => {
  const { shape } = node.outputs[0]!;
  const { axis, ...mirror } = node.attributes as { axis: number } & Mirror;
  const x = shape.length === 4 ? lowering.images(node.inputs[0]!) : lowering.arranger.whole(input!);
  const place = lowering.placeOf(x, axis);
  const size = shape[axis]!;
  const { before, after, skip } = mirror;
  const isParted = size >= before + after + 2 * skip && x.dims[place]! > LONG;
  const name = (isParted ? byParts : asProduct)(lowering, [x, place], mirror);
  return { ...x, leaf: false, name, shape, dims: x.dims.with(place, size) };
};

/** The product with a matrix of zeros and ones: all threads share it. */
function asProduct(
  { builder }: Lowering,
  [{ name, dims }, place]: [Operand, number],
  mirror: Mirror,
): string {
  const length = dims[place]!;
  const size = length - mirror.before - mirror.after;
  const outer = sizeOf(dims.slice(0, place));
  const inner = sizeOf(dims.slice(place + 1));
  const matrix = builder.constant('float32', [size, length], foldMatrix(mirror, length));
  const lines = builder.reshape(name, inner === 1 ? [outer, length] : [outer, length, inner]);
  const product =
    inner === 1
      ? builder.emit('Gemm', [lines, matrix], { transB: 1 })
      : builder.emit('MatMul', [matrix, lines]);
  return builder.reshape(product, dims.with(place, size));
}

/** [size, length]: a one wherever a padded place is a copy of a place. */
function foldMatrix({ before, after, skip }: Mirror, length: number): Float32Array {
  const size = length - before - after;
  const matrix = new Float32Array(size * length);
  for (let padded = 0; padded < length; padded++) {
    const at = padded - before;
    const inside = at < 0 ? skip - 1 - at : at;
    const place = inside < size || at < 0 ? inside : 2 * size - 1 - skip - at;
    matrix[place * length + padded] = 1;
  }
  return matrix;
}

/** The two borders, turned round, are added to the strips that they mirror. */
function byParts(
  { builder }: Lowering,
  [{ name, dims }, axis]: [Operand, number],
  { before, after, skip }: Mirror,
): string {
  const part = (start: number, end: number) => builder.slice(name, [{ axis, start, end }]);
  const turned = (start: number, end: number) =>
    builder.slice(part(start, end), [{ axis, start: -1, end: -(end - start) - 1, step: -1 }]);
  const end = dims[axis]! - after;
  const [low, high] = [before + skip, end - skip];
  const parts = [
    skip > 0 ? part(before, low) : undefined,
    before > 0 ? builder.emit('Add', [part(low, low + before), turned(0, before)]) : undefined,
    low + before < high - after ? part(low + before, high - after) : undefined,
    after > 0
      ? builder.emit('Add', [part(high - after, high), turned(end, end + after)])
      : undefined,
    skip > 0 ? part(high, end) : undefined,
  ].filter((item) => item !== undefined);
  return builder.emit('Concat', parts, { axis });
}

/** The adjoint of padding by mirror images: the fold of the padded borders. */
export const mirror: KernelFamily = {
  record: { MirrorFold: fold },
  lower: { MirrorFold: lowerFold },
};
