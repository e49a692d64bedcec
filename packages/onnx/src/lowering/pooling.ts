import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { nchw } from '../layout/layout.js';
import type { Operand } from '../layout/operand.js';
import type { KernelFamily, RecordKernel } from './family.js';
import { kindOf, type Lowering, type LowerNode } from './lowering.js';

interface PoolAttributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: Parameters<typeof backend_util.computePool2DInfo>[4];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

interface Window {
  kernel: readonly [number, number];
  strides: readonly [number, number];
  pads: readonly [number, number, number, number];
}

type Sizes = [number, number, number, number];

function windowOf(
  shape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolAttributes,
): { shape: number[]; window: Window } {
  const images = shape as Sizes;
  const info = backend_util.computePool2DInfo(images, filterSize, strides, 1, pad, dimRoundingMode);
  const { top, left, bottom, right } = info.padInfo;
  const window: Window = {
    kernel: [info.effectiveFilterHeight, info.effectiveFilterWidth],
    strides: [info.strideHeight, info.strideWidth],
    pads: [top, left, bottom, right],
  };
  return { shape: info.outShape, window };
}

const pool =
  (kernel: string): RecordKernel =>
  (recorder, { x }: { x: TensorInfo }, attributes: PoolAttributes) => {
    const { shape, window } = windowOf(x.shape, attributes);
    return recorder.record(kernel, [x], { shape, dtype: x.dtype }, { ...window });
  };

const averageGradient: RecordKernel = (recorder, { dy, input }, attributes) => {
  const { window } = windowOf(input.shape, attributes);
  return recorder.record(
    'AvgPoolGrad',
    [dy],
    { shape: input.shape, dtype: 'float32' },
    { ...window },
  );
};

const maximumGradient: RecordKernel = (recorder, { dy, input }, attributes) => {
  const { window } = windowOf(input.shape, attributes);
  const output = { shape: input.shape, dtype: 'float32' as const };
  return recorder.record('MaxPoolGrad', [dy, input], output, { ...window });
};

const maximumWithPlaces: RecordKernel = (recorder, { x }, attributes) => {
  const { shape, window } = windowOf(x.shape, attributes);
  const outputs = [
    { shape, dtype: x.dtype },
    { shape, dtype: 'int32' as const },
  ];
  const withBatch = !!attributes.includeBatchInIndex;
  return recorder.recordMany('MaxPoolWithArgmax', [x], outputs, { ...window, withBatch });
};

const poolAttributes = ({ kernel, strides, pads }: Window) => ({
  kernel_shape: kernel,
  strides,
  pads,
});

const lowerPool =
  (operator: 'MaxPool' | 'AveragePool'): LowerNode =>
  (lowering, node) => {
    const x = lowering.cast(lowering.images(node.inputs[0]!), 'float32');
    const name = lowering.builder.emit(
      operator,
      [x.name],
      poolAttributes(node.attributes as Window),
    );
    const pooled = lowering.result(name, { ...node.outputs[0]!, dtype: 'float32' }, nchw);
    return lowering.cast(pooled, kindOf(node.outputs[0]!).dtype);
  };

/**
 * Every pixel of a window gets its share, a transposed convolution with ones. Pixels outside of the
 * image have theirs, too, as TensorFlow.js has it; `correctGradients` of @ikat/ops evens it out.
 */
const lowerAverageGradient: LowerNode = (lowering, node) => {
  const { builder } = lowering;
  const window = node.attributes as Window;
  const dy = lowering.images(node.inputs[0]!);
  const [, height, width, channels] = node.outputs[0]!.shape as Sizes;
  const [, , rows, columns] = dy.dims as Sizes;
  const [tall, wide] = window.kernel;
  const shares = new Float32Array(channels * tall * wide).fill(1 / (tall * wide));
  const filter = builder.constant('float32', [channels, 1, tall, wide], shares);
  return spread(lowering, [dy.name, filter], {
    window,
    shape: [channels, height, width],
    rows,
    columns,
    node,
  });
};

function spread(
  lowering: Lowering,
  names: string[],
  {
    window,
    shape: [channels, height, width],
    rows,
    columns,
    node,
  }: {
    window: Window;
    shape: readonly [number, number, number];
    rows: number;
    columns: number;
    node: Parameters<LowerNode>[1];
  },
): Operand {
  const { kernel, strides, pads } = window;
  const missing = [height, width].map((length, side) => {
    const count = side === 0 ? rows : columns;
    const covered = strides[side as 0]! * (count - 1) + kernel[side as 0]!;
    return length - (covered - pads[side as 0]! - pads[(side + 2) as 2]!);
  });
  const { builder } = lowering;
  const name = builder.emit('ConvTranspose', names, {
    kernel_shape: kernel,
    strides,
    pads,
    output_padding: missing.map((length, side) =>
      Math.min(Math.max(0, length), strides[side as 0] - 1),
    ),
    group: channels,
  });
  const rest = missing.map((length, side) => Math.max(0, length - strides[side as 0] + 1));
  const whole = builder.pad(name, [0, 0, 0, 0, 0, 0, ...rest]);
  return lowering.result(whole, node.outputs[0]!, nchw);
}

/** The place of each window's maximum in the flattened [b, c, h, w]. */
function maxima(lowering: Lowering, x: Operand, window: Window): [string, string] {
  const attributes = poolAttributes(window);
  return lowering.builder.emitMany('MaxPool', [x.name], attributes, { outputs: 2 }) as [
    string,
    string,
  ];
}

const lowerMaximumGradient: LowerNode = (lowering, node) => {
  const { builder } = lowering;
  const [dy, x] = node.inputs.map((value) => lowering.images(value)) as [Operand, Operand];
  const [, places] = maxima(lowering, x, node.attributes as Window);
  const size = x.dims.reduce((product, length) => product * length, 1);
  const zeros = builder.emit('Expand', [builder.number(0, 'float32'), builder.integers([size])]);
  const sums = builder.emit(
    'ScatterElements',
    [zeros, builder.reshape(places, [-1]), builder.reshape(dy.name, [-1])],
    { axis: 0, reduction: 'add' },
  );
  return lowering.result(builder.reshape(sums, x.dims), node.outputs[0]!, nchw);
};

/** TensorFlow counts places as [b, h, w, c]. */
const lowerMaximumWithPlaces: LowerNode = (lowering, node) => {
  const { builder } = lowering;
  const x = lowering.images(node.inputs[0]!);
  const [batch, channels, height, width] = x.dims as Sizes;
  const [pooled, found] = maxima(lowering, x, node.attributes as unknown as Window);
  const number = (value: number) =>
    builder.constant('int64', [], new BigInt64Array([BigInt(value)]), `int64 ${value}`);
  const range = (length: number, step: number, dims: number[]) =>
    builder.constant(
      'int64',
      dims,
      BigInt64Array.from({ length }, (_, i) => BigInt(i * step)),
      `range ${length} ${step} ${dims}`,
    );
  const pixel = builder.emit('Mod', [found, number(height * width)]);
  let place = builder.emit('Add', [
    builder.emit('Mul', [pixel, number(channels)]),
    range(channels, 1, [1, channels, 1, 1]),
  ]);
  if (node.attributes.withBatch) {
    place = builder.emit('Add', [place, range(batch, height * width * channels, [batch, 1, 1, 1])]);
  }
  return [
    lowering.result(pooled, node.outputs[0]!, nchw),
    lowering.result(builder.emit('Cast', [place], { to: 6 }), node.outputs[1]!, nchw),
  ];
};

/** Pooling of images. */
export const pooling: KernelFamily = {
  record: {
    AvgPool: pool('AvgPool'),
    MaxPool: pool('MaxPool'),
    AvgPoolGrad: averageGradient,
    MaxPoolGrad: maximumGradient,
    MaxPoolWithArgmax: maximumWithPlaces,
  },
  lower: {
    AvgPool: lowerPool('AveragePool'),
    MaxPool: lowerPool('MaxPool'),
    AvgPoolGrad: lowerAverageGradient,
    MaxPoolGrad: lowerMaximumGradient,
    MaxPoolWithArgmax: lowerMaximumWithPlaces,
  },
};
