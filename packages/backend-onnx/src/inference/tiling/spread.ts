import type { OnnxGraph, OnnxNode, OnnxTensor } from '@ikat/onnx';

/** How a tensor of a network lies over the image: it has `scale * height + extra` rows. */
export interface Spread {
  scale: number;
  extra: number;
  channels: number;
  /** The axis of the rows: 2 in [b, c, h, w], 1 in [b, h, w, c]. */
  rowAxis: number;
}

/** The network has an operation whose result for a part of an image needs all of it. */
export class Untileable extends Error {}

/** What an operation does to its images. */
interface Reach {
  spread: Spread;
  /** Rows of the image that a border, made where there is none, spoils at most. */
  reach: number;
}

interface Context {
  node: OnnxNode;
  /** Of the first input that depends on the image. */
  x: Spread;
  inputs: readonly (Spread | undefined)[];
  /** The sizes of constants, and of what is made of them by moving. */
  constants: ReadonlyMap<string, readonly number[]>;
  numbersOf: ReadonlyMap<string, OnnxTensor>;
}

type Rule = (context: Context) => Reach;

const same: Rule = ({ x }) => ({ spread: x, reach: 0 });

const numbers = (node: OnnxNode, name: string, fallback: readonly number[]) =>
  (node.attributes[name] as readonly number[] | undefined) ?? fallback;

const imagesFirst = ({ node, x }: Context) => {
  if (x.rowAxis !== 2) throw unfit(node);
};

const convolution: Rule = (context) => {
  imagesFirst(context);
  const { node, x, constants } = context;
  const dims = constants.get(node.inputs[1]!);
  if (dims?.length !== 4 || node.attributes.output_shape) throw unfit(node);
  const window = windowOf(node, dims[2]!);
  if (node.operator === 'Conv') return slide(x, window, dims[0]!);
  const { stride, reach, pads } = window;
  const [more] = numbers(node, 'output_padding', [0, 0]) as [number];
  const channels = dims[1]! * ((node.attributes.group as number | undefined) ?? 1);
  const extra = (x.extra - 1) * stride - pads + reach + 1 + more;
  const spread = { ...x, channels, scale: x.scale * stride, extra };
  return { spread, reach: (reach + stride) / spread.scale };
};

interface Window {
  stride: number;
  /** Rows between the first and the last that it sees. */
  reach: number;
  /** Rows of padding on both sides. */
  pads: number;
}

function windowOf(node: OnnxNode, rows: number): Window {
  if ((node.attributes.auto_pad ?? 'NOTSET') !== 'NOTSET' || node.attributes.ceil_mode) {
    throw unfit(node);
  }
  const [stride] = numbers(node, 'strides', [1, 1]) as [number];
  const [dilation] = numbers(node, 'dilations', [1, 1]) as [number];
  const pads = numbers(node, 'pads', [0, 0, 0, 0]);
  return { stride, reach: dilation * (rows - 1), pads: pads[0]! + pads[2]! };
}

/** rows' = floor((rows + pads - reach - 1) / stride) + 1 */
function slide(x: Spread, { stride, reach, pads }: Window, channels: number): Reach {
  const extra = Math.floor((x.extra + pads - reach - 1) / stride) + 1;
  const spread = { ...x, channels, scale: x.scale / stride, extra };
  return { spread, reach: reach / x.scale };
}

const pool: Rule = (context) => {
  imagesFirst(context);
  const { node, x } = context;
  const [rows] = numbers(node, 'kernel_shape', [1, 1]) as [number];
  return slide(x, windowOf(node, rows), x.channels);
};

const resize: Rule = (context) => {
  imagesFirst(context);
  const { node, x, numbersOf } = context;
  const factors = floats(numbersOf.get(node.inputs[2] ?? ''));
  const mode = node.attributes.mode ?? 'nearest';
  const places = node.attributes.coordinate_transformation_mode ?? 'half_pixel';
  const factor = factors?.[2] ?? 0;
  const isPlain = factors?.[0] === 1 && factors[1] === 1 && Number.isInteger(factor);
  const follows = ['half_pixel', 'asymmetric', 'pytorch_half_pixel'].includes(places as string);
  if (!isPlain || !follows || mode === 'cubic') throw unfit(node);
  const reach = mode === 'nearest' ? 0 : 1 / x.scale;
  const spread = { ...x, scale: x.scale * factor, extra: x.extra * factor };
  return { spread, reach };
};

const pad: Rule = ({ node, x, numbersOf }) => {
  const pads = integers(numbersOf.get(node.inputs[1] ?? ''));
  if (!pads || node.inputs[3]) throw unfit(node);
  const [before, after] = [pads[x.rowAxis]!, pads[4 + x.rowAxis]!];
  const channelAxis = x.rowAxis === 2 ? 1 : 3;
  if (pads[0] || pads[4] || pads[channelAxis] || pads[4 + channelAxis]) throw unfit(node);
  const reach = Math.max(Math.abs(before), Math.abs(after)) / x.scale;
  return { spread: { ...x, extra: x.extra + before + after }, reach };
};

const transpose: Rule = ({ node, x }) => {
  const perm = numbers(node, 'perm', []);
  const rowAxis = perm.indexOf(x.rowAxis);
  const isPlain = perm.join() === '0,3,1,2' || perm.join() === '0,2,3,1';
  if (!isPlain || (rowAxis !== 1 && rowAxis !== 2)) throw unfit(node);
  return { spread: { ...x, rowAxis }, reach: 0 };
};

const concatenation: Rule = ({ node, x, inputs }) => {
  const axis = ((node.attributes.axis as number) + 4) % 4;
  const channelAxis = x.rowAxis === 2 ? 1 : 3;
  const meets = (input: Spread | undefined) => input && isAligned(input, x);
  if (!inputs.every(meets) || axis === x.rowAxis || axis === 0) throw unfit(node);
  if (axis !== channelAxis) return { spread: x, reach: 0 };
  const channels = inputs.reduce((sum, input) => sum + input!.channels, 0);
  return { spread: { ...x, channels }, reach: 0 };
};

/** Constants must be one number for each channel at most: others would follow the rows. */
const elementwise: Rule = ({ node, x, inputs, constants }) => {
  for (const [place, input] of inputs.entries()) {
    const dims = constants.get(node.inputs[place]!);
    if (!(input ? isAligned(input, x) : fits(dims, x))) throw unfit(node);
  }
  const channels = Math.max(...inputs.map((input) => input?.channels ?? 1));
  return { spread: { ...x, channels }, reach: 0 };
};

const isAligned = (a: Spread, b: Spread) =>
  a.rowAxis === b.rowAxis && a.scale === b.scale && a.extra === b.extra;

/** The length along the rows is 1; what is computed from constants is taken to be no map either. */
const fits = (dims: readonly number[] | undefined, { rowAxis }: Spread): boolean =>
  (dims?.at(rowAxis - 4) ?? 1) === 1;

const named = (names: string, rule: Rule) =>
  Object.fromEntries(names.split(' ').map((name) => [name, rule]));

const rules: Readonly<Record<string, Rule>> = {
  ...named('Relu LeakyRelu Tanh Sigmoid Elu Selu Softplus Identity Cast Abs Neg Exp Sqrt', same),
  ...named('HardSigmoid Dropout Clip Erf Gelu Reciprocal InstanceNormalization', same),
  ...named('BatchNormalization', same),
  ...named('Add Sub Mul Div Max Min Pow PRelu', elementwise),
  Conv: convolution,
  ConvTranspose: convolution,
  ...named('MaxPool AveragePool', pool),
  Resize: resize,
  Pad: pad,
  Transpose: transpose,
  Concat: concatenation,
};

/** The operator that normalises every image by itself. */
export const NORMALISATION = 'InstanceNormalization';

/** Follows one node. */
export function reachOf(context: Context): Reach {
  const rule = rules[context.node.operator];
  if (!rule || context.node.domain !== '') throw unfit(context.node);
  return rule(context);
}

export const unfit = ({ operator, outputs }: OnnxNode) =>
  new Untileable(
    `expected a network whose operations look at a neighbourhood, got ${operator} (${outputs[0]}), which needs the whole image`,
  );

/** The sizes of what a node makes of a constant, where it only moves or converts it. */
export function movedSizes(
  { operator, inputs, attributes }: OnnxNode,
  dims: readonly number[],
  numbersOf: ReadonlyMap<string, OnnxTensor>,
): readonly number[] | undefined {
  if (operator === 'Cast' || operator === 'Identity') return dims;
  if (operator === 'Transpose') {
    return ((attributes.perm as number[]) ?? []).map((axis) => dims[axis]!);
  }
  if (operator !== 'Reshape') return undefined;
  const wanted = integers(numbersOf.get(inputs[1]!))?.map((size, axis) => size || dims[axis]!);
  if (!wanted) return undefined;
  const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);
  const rest = product(dims) / -product(wanted);
  return wanted.map((size) => (size === -1 ? rest : size));
}

export const constantsOf = ({ initializers }: OnnxGraph): Map<string, OnnxTensor> =>
  new Map(initializers.map((tensor) => [tensor.name, tensor]));

function integers(tensor: OnnxTensor | undefined): number[] | undefined {
  if (tensor?.type !== 'int64') return undefined;
  const { buffer, byteOffset, byteLength } = tensor.data;
  return Array.from(new BigInt64Array(buffer, byteOffset, byteLength / 8), Number);
}

export function floats(tensor: OnnxTensor | undefined): Float32Array | undefined {
  if (tensor?.type !== 'float32') return undefined;
  const { buffer, byteOffset, byteLength } = tensor.data;
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}
