import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';

/** A function through one kernel, with inputs that are clear of its kinks. */
export interface GradientCase {
  kernel: string;
  name: string;
  f: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** Fresh float32 inputs. */
  inputs: () => tf.Tensor[];
  /** The backend whose kernel is wrong itself, so that nothing can be tested there. */
  except?: 'wasm';
}

/** Values in [-1.2, -0.3] and [0.3, 1.2]. */
export function values(shape: number[], seed: number): tf.Tensor {
  const size = shape.reduce((all, n) => all * n, 1);
  const normals = randomSource(seed).normals(size);
  return tf.tensor(
    Array.from(normals, (v) => Math.sign(v) * (0.3 + 0.9 * Math.abs(Math.tanh(v)))),
    shape,
  );
}

/** Values in [0.8, 1.4]. */
export function positives(shape: number[], seed: number): tf.Tensor {
  return tf.tidy(() => tf.add(tf.mul(tf.sigmoid(values(shape, seed)), 1), 0.6));
}

/** Values no two of which are nearer than 0.1, in random order. */
export function distinct(shape: number[], seed: number): tf.Tensor {
  const size = shape.reduce((all, n) => all * n, 1);
  const keys = randomSource(seed).normals(size);
  const order = Array.from(keys, (_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
  return tf.tensor(
    order.map((rank) => (rank - size / 2) * 0.1 + 0.05),
    shape,
  );
}

type Inputs = () => tf.Tensor[];

const one: Inputs = () => [values([2, 3, 5], 1)];

function unary(kernel: string, f: (x: tf.Tensor) => tf.Tensor, inputs = one): GradientCase {
  return { kernel, name: 'elements', f: (x) => f(x!), inputs };
}

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** Equal shapes, two kinds of broadcasting, and a scalar. */
function binary(kernel: string, f: Binary, make = values): GradientCase[] {
  const shapes: [string, number[], number[]][] = [
    ['equal shapes', [2, 3, 4], [2, 3, 4]],
    ['[2, 3, 4] and [4]', [2, 3, 4], [4]],
    ['[2, 1, 4] and [3, 1]', [2, 1, 4], [3, 1]],
    ['scalar and [2, 3]', [], [2, 3]],
  ];
  return shapes.map(([name, a, b]) => ({
    kernel,
    name,
    f: (x, y) => f(x!, y!),
    inputs: () => [make(a, 3), make(b, 4)],
  }));
}

type Reduce = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;

function reduction(kernel: string, f: Reduce, make = values): GradientCase[] {
  const inputs = () => [make([2, 3, 5, 2], 5)];
  return [
    { kernel, name: 'all axes', f: (x) => f(x!), inputs },
    { kernel, name: 'axes 1, 2 kept', f: (x) => f(x!, [1, 2], true), inputs },
    { kernel, name: 'axes 0, 2', f: (x) => f(x!, [0, 2]), inputs },
    { kernel, name: 'axis -1', f: (x) => f(x!, -1), inputs },
  ];
}

const arithmetic: GradientCase[] = [
  ...binary('Add', tf.add),
  ...binary('Sub', tf.sub),
  ...binary('Multiply', tf.mul),
  ...binary('RealDiv', tf.div, positives),
  ...binary('SquaredDifference', tf.squaredDifference),
  ...binary('Maximum', (a, b) => tf.maximum(a, tf.mul(b, 0.1))),
  ...binary('Minimum', (a, b) => tf.minimum(a, tf.mul(b, 0.1))),
  ...binary('Pow', tf.pow, positives),
  {
    kernel: 'Pow',
    name: 'square of negative numbers',
    f: (x) => tf.pow(x!, tf.scalar(2, 'int32')),
    inputs: one,
  },
  {
    kernel: 'AddN',
    name: 'three',
    f: (a, b, c) => tf.addN([a!, b!, c!]),
    inputs: () => [values([2, 3], 1), values([2, 3], 2), values([2, 3], 3)],
  },
];

const positive: Inputs = () => [positives([2, 3, 5], 6)];

const elementwise: GradientCase[] = [
  unary('Neg', tf.neg),
  unary('Abs', tf.abs),
  unary('Square', tf.square),
  unary('Sqrt', tf.sqrt, positive),
  unary('Rsqrt', tf.rsqrt, positive),
  unary('Reciprocal', tf.reciprocal, positive),
  unary('Exp', (x) => tf.exp(tf.mul(x, 0.5))),
  unary('Expm1', (x) => tf.expm1(tf.mul(x, 0.5))),
  unary('Log', tf.log, positive),
  unary('Log1p', tf.log1p, positive),
  unary('Sin', tf.sin),
  unary('Cos', tf.cos),
  unary('ClipByValue', (x) => tf.clipByValue(x, -0.1, 0.1)),
  unary('ClipByValue', (x) => tf.clipByValue(x, -9, 0.1)),
  unary('Relu', tf.relu),
  unary(
    'Relu6',
    (x) => tf.relu6(tf.mul(x, 5)),
    () => [tf.tensor([-1, -0.1, 0.3, 1, 1.4, 2])],
  ),
  unary('LeakyRelu', (x) => tf.leakyRelu(x, 0.2)),
  unary('Elu', tf.elu),
  unary('Selu', tf.selu),
  unary('Sigmoid', tf.sigmoid),
  unary('Tanh', tf.tanh),
  unary('Softplus', tf.softplus),
  unary('Softmax', (x) => tf.mul(tf.softmax(tf.mul(x, 2)), 5)),
  {
    kernel: 'Prelu',
    name: 'a slope for each channel',
    f: (x, alpha) => tf.prelu(x!, alpha!),
    inputs: () => [values([2, 3, 4], 1), values([4], 2)],
  },
];

const reductions: GradientCase[] = [
  ...reduction('Sum', tf.sum),
  ...reduction('Mean', tf.mean),
  ...reduction('Max', tf.max, distinct),
  ...reduction('Min', tf.min, distinct),
  unary('Cumsum', (x) => tf.cumsum(x, 1)),
  unary('Cumsum', (x) => tf.cumsum(x, 2, true, true)),
];

const shapes: GradientCase[] = [
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

const indexing: GradientCase[] = [
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

function product(
  a: number[],
  b: number[],
  flags: [boolean, boolean] = [false, false],
): GradientCase {
  return {
    kernel: 'BatchMatMul',
    name: `[${a}] [${b}] ${flags}`,
    f: (x, y) => tf.matMul(x!, y!, ...flags),
    inputs: () => [values(a, 1), values(b, 2)],
  };
}

const matrices: GradientCase[] = [
  product([3, 4], [4, 2]),
  product([4, 3], [4, 2], [true, false]),
  product([3, 4], [2, 4], [false, true]),
  product([4, 3], [2, 4], [true, true]),
  product([2, 3, 4], [2, 4, 5]),
  product([2, 4, 3], [2, 5, 4], [true, true]),
  product([1, 3, 4], [2, 4, 5]),
];

interface ConvolutionCase {
  kernel: string;
  image?: number[];
  filter?: number[];
  strides?: number;
  pad: 'same' | 'valid' | number;
  dilation?: number;
}

function convolution(options: ConvolutionCase): GradientCase {
  const { kernel, image = [2, 7, 6, 2], filter = [3, 3, 2, 3], strides = 1, pad } = options;
  const { dilation = 1 } = options;
  const f = (x: tf.Tensor, w: tf.Tensor): tf.Tensor => {
    const [a, b] = [x as tf.Tensor4D, w as tf.Tensor4D];
    if (kernel === 'Conv2D') {
      return tf.conv2d(a, b, strides, pad, 'NHWC', dilation, pad === 1 ? 'floor' : undefined);
    }
    return tf.depthwiseConv2d(a, b, strides, pad, 'NHWC', dilation);
  };
  return {
    kernel,
    name: `filter ${filter}, strides ${strides}, pad ${pad}, dilation ${dilation}`,
    f: (x, w) => f(x!, w!),
    inputs: () => [values(image, 1), tf.tidy(() => tf.mul(values(filter, 2), 0.3))],
  };
}

const convolutions: GradientCase[] = [
  convolution({ kernel: 'Conv2D', pad: 'same' }),
  convolution({ kernel: 'Conv2D', pad: 'valid', strides: 2 }),
  convolution({ kernel: 'Conv2D', pad: 1, strides: 2 }),
  convolution({ kernel: 'Conv2D', pad: 'same', strides: 2, filter: [4, 4, 2, 3] }),
  convolution({ kernel: 'Conv2D', pad: 'valid', filter: [1, 1, 2, 3] }),
  convolution({ kernel: 'Conv2D', pad: 'same', dilation: 2 }),
  convolution({ kernel: 'DepthwiseConv2dNative', pad: 'same', filter: [3, 3, 2, 1] }),
  convolution({ kernel: 'DepthwiseConv2dNative', pad: 'valid', strides: 2, filter: [3, 3, 2, 1] }),
  convolution({ kernel: 'DepthwiseConv2dNative', pad: 'same', strides: 2, filter: [3, 2, 2, 2] }),
  convolution({ kernel: 'DepthwiseConv2dNative', pad: 'same', dilation: 2, filter: [3, 3, 2, 1] }),
  {
    kernel: 'Conv2DBackpropInput',
    name: 'transposed convolution, strides 2, pad 1',
    f: (x, w) =>
      tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [2, 6, 8, 3], 2, 1, 'floor'),
    inputs: () => [values([2, 3, 4, 2], 1), tf.tidy(() => tf.mul(values([3, 3, 3, 2], 2), 0.3))],
  },
  {
    kernel: 'Conv2DBackpropInput',
    name: 'transposed convolution, 4 x 4, strides 2, same',
    f: (x, w) => tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [2, 6, 8, 3], 2, 'same'),
    inputs: () => [values([2, 3, 4, 2], 1), tf.tidy(() => tf.mul(values([4, 4, 3, 2], 2), 0.3))],
  },
  {
    kernel: 'Conv2DBackpropFilter',
    name: 'strides 2',
    f: (x, dy) =>
      tf.engine().runKernel('Conv2DBackpropFilter', { x: x!, dy: dy! }, {
        strides: [2, 2],
        pad: 1,
        dataFormat: 'NHWC',
        dimRoundingMode: 'floor',
        filterShape: [3, 3, 2, 3],
      } as unknown as tf.NamedAttrMap),
    inputs: () => [values([2, 5, 6, 2], 1), tf.tidy(() => tf.mul(values([2, 3, 3, 3], 2), 0.3))],
  },
];

type Pad = 'same' | 'valid' | number;
type Pool = [size: number | [number, number], strides: number, pad: Pad];

function pool(kernel: 'AvgPool' | 'MaxPool', [size, strides, pad]: Pool): GradientCase {
  const run = kernel === 'AvgPool' ? tf.avgPool : tf.maxPool;
  const make = kernel === 'AvgPool' ? values : distinct;
  return {
    kernel,
    name: `${size}, strides ${strides}, ${pad}`,
    f: (x) => run(x as tf.Tensor4D, size, strides, pad),
    inputs: () => [make([2, 5, 6, 2], 1)],
  };
}

const pools: GradientCase[] = (['AvgPool', 'MaxPool'] as const).flatMap((kernel) => [
  pool(kernel, [2, 2, 'valid']),
  pool(kernel, [3, 1, 'same']),
  pool(kernel, [3, 2, 'same']),
  pool(kernel, [3, 2, 1]),
  pool(kernel, [[5, 6], 1, 'valid']),
]);

type Size = [number, number];

function resizes(kernel: string, resize: typeof tf.image.resizeBilinear): GradientCase[] {
  const cases: [string, Size, boolean, boolean][] = [
    ['doubled', [8, 10], false, false],
    ['other factors', [12, 10], false, false],
    ['to odd sizes', [7, 3], false, false],
    ['corners aligned', [7, 9], true, false],
    ['half pixels', [8, 10], false, true],
    ['half pixels, smaller', [3, 2], false, true],
  ];
  return cases.map(([name, size, alignCorners, halfPixelCenters]) => ({
    kernel,
    name,
    f: (x) => resize(x as tf.Tensor4D, size, alignCorners, halfPixelCenters),
    inputs: () => [values([2, 4, 5, 2], 1)],
  }));
}

const statistics = (): tf.Tensor[] => [values([3], 3), tf.tidy(() => tf.add(positives([3], 4), 1))];

const others: GradientCase[] = [
  ...resizes('ResizeBilinear', tf.image.resizeBilinear),
  ...resizes('ResizeNearestNeighbor', tf.image.resizeNearestNeighbor),
  {
    kernel: 'FusedBatchNorm',
    name: 'with scale and offset',
    f: (x, mean, variance, offset, scale) =>
      tf.batchNorm(
        x!,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
      ),
    inputs: () => [values([2, 2, 3, 3], 2), ...statistics(), values([3], 5), values([3], 6)],
  },
];

/** Functions whose gradient is zero, used beside a path that has one. */
const constants: [string, (x: tf.Tensor) => tf.Tensor][] = [
  ['Step', (x) => tf.step(x)],
  ['Sign', tf.sign],
  ['Floor', tf.floor],
  ['Ceil', tf.ceil],
  ['Round', tf.round],
  ['ZerosLike', tf.zerosLike],
  ['OnesLike', tf.onesLike],
  ['Equal', (x) => tf.equal(x, tf.square(x))],
  ['NotEqual', (x) => tf.notEqual(x, tf.square(x))],
  ['Greater', (x) => tf.greater(x, tf.square(x))],
  ['GreaterEqual', (x) => tf.greaterEqual(x, tf.square(x))],
  ['Less', (x) => tf.less(x, tf.square(x))],
  ['LessEqual', (x) => tf.lessEqual(x, tf.square(x))],
  ['LogicalNot', (x) => tf.logicalNot(tf.greater(x, 0))],
  ['LogicalAnd', (x) => tf.logicalAnd(tf.greater(x, 0), tf.less(x, 1))],
  ['LogicalOr', (x) => tf.logicalOr(tf.greater(x, 0), tf.less(x, -1))],
  ['Cast', (x) => tf.cast(x, 'int32')],
  ['ArgMax', (x) => tf.argMax(x, -1)],
  ['ArgMin', (x) => tf.argMin(x, -1)],
  ['OneHot', (x) => tf.oneHot(tf.cast(tf.argMax(x, -1), 'int32'), 5)],
];

const piecewise: GradientCase[] = constants.map(([kernel, f]) => ({
  kernel,
  name: 'zero beside a square',
  f: (x) => tf.add(tf.square(x!), tf.sum(tf.cast(f(x!), 'float32'))),
  inputs: () => [tf.tensor2d([-0.7, 0.3, 0.4, -0.2, 0.75, 0.2, -0.3, 0.1, 0.8, -0.6], [2, 5])],
}));

/** Everything that the table of gradients is tested with. */
export const cases: readonly GradientCase[] = [
  arithmetic,
  elementwise,
  reductions,
  shapes,
  indexing,
  matrices,
  convolutions,
  pools,
  others,
  piecewise,
].flat();
