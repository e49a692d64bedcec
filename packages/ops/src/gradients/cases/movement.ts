import * as tf from '@tensorflow/tfjs-core';
import { type GradientCase, one, unary, values } from './inputs.js';

export const shapes: GradientCase[] = [
  unary('Identity', tf.clone),
  unary('Cast', (x) => tf.cast(x, 'float32')),
  unary('Reshape', (x) => tf.reshape(x, [5, -1])),
  unary('ExpandDims', (x) => tf.expandDims(x, 1)),
  unary('Transpose', (x) => tf.transpose(x, [2, 0, 1])),
  unary('Transpose', (x) => tf.transpose(x)),
  unary('Concat', (x) => tf.concat([x, tf.mul(x, x)], 1)),
  unary('Concat', (x) => tf.concat([x, tf.mul(x, 3), x], -1)),
  unary('Pack', (x) => tf.stack([x, tf.mul(x, x)], 1)),
  unary('Unpack', (x) => tf.unstack(x, 1)[1]!),
  unary('SplitV', (x) => {
    const [a, b] = tf.split(x, [2, 3], 2);
    return tf.mul(tf.sum(a!), b!);
  }),
  unary('PadV2', (x) =>
    tf.pad(x, [
      [0, 0],
      [1, 2],
      [0, 3],
    ]),
  ), // prettier-ignore
  unary('MirrorPad', (x) =>
    tf.mirrorPad(
      x,
      [
        [0, 0],
        [2, 1],
        [3, 4],
      ],
      'reflect',
    ),
  ),
  unary('MirrorPad', (x) =>
    tf.mirrorPad(
      x,
      [
        [1, 0],
        [2, 3],
        [5, 0],
      ],
      'symmetric',
    ),
  ),
  unary(
    'MirrorPad',
    (x) =>
      tf.mirrorPad(
        x,
        [
          [0, 0],
          [3, 3],
          [6, 6],
          [0, 0],
        ],
        'reflect',
      ),
    () => [values([2, 4, 11, 2], 3)],
  ),
  unary('Reverse', (x) => tf.reverse(x, [0, 2])),
  unary('Tile', (x) => tf.tile(x, [2, 1, 3])),
  unary('Tile', (x) => tf.tile(tf.reshape(x, [1, 2, 1, 3, 5]), [2, 1, 3, 1, 2])),
  unary(
    'BroadcastTo',
    (x) => tf.broadcastTo(x, [2, 3, 4]),
    () => [values([3, 1], 1)],
  ),
  unary(
    'DepthToSpace',
    (x) => tf.depthToSpace(x as tf.Tensor4D, 2),
    () => [values([2, 3, 2, 8], 1)],
  ),
];

export const indexing: GradientCase[] = [
  unary('Slice', (x) => tf.slice(x, [0, 1, 2], [-1, 2, 2])),
  unary('StridedSlice', (x) => tf.stridedSlice(x, [0, 0, 1], [2, 3, 5], [1, 2, 2])),
  unary('StridedSlice', (x) => tf.stridedSlice(x, [1, 2, 4], [-9, -9, 0], [-1, -2, -3])),
  unary('GatherV2', (x) => tf.gather(x, tf.tensor1d([2, 0, 2, 1], 'int32'), 1)),
  unary('GatherV2', (x) =>
    tf.gather(
      x,
      tf.tensor2d(
        [
          [1, 0],
          [1, 1],
        ],
        [2, 2],
        'int32',
      ),
      0,
    ),
  ),
  {
    kernel: 'GatherV2',
    name: 'other rows for each image',
    f: (x) =>
      tf.gather(
        x!,
        tf.tensor2d(
          [
            [2, 0, 2],
            [1, 1, 0],
          ],
          [2, 3],
          'int32',
        ),
        1,
        1,
      ),
    inputs: one,
    except: 'wasm',
  },
  unary('GatherNd', (x) =>
    tf.gatherND(
      x,
      tf.tensor2d(
        [
          [1, 2],
          [0, 0],
          [1, 2],
        ],
        [3, 2],
        'int32',
      ),
    ),
  ),
  unary(
    'ScatterNd',
    (x) => tf.scatterND(tf.tensor2d([[3], [0], [3]], [3, 1], 'int32'), x, [4, 2]),
    () => [values([3, 2], 1)],
  ),
  {
    kernel: 'Select',
    name: 'by a mask',
    f: (a, b) => tf.where(tf.greater(a!, 0), a!, tf.mul(a!, b!)),
    inputs: () => [values([2, 3, 4], 1), values([2, 3, 4], 2)],
  },
];
