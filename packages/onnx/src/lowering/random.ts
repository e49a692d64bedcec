import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../layout/layout.js';
import { elementTypes } from '../writing/onnx-graph.js';
import type { GraphBuilder } from './builder.js';
import type { KernelFamily } from './family.js';
import type { LowerNode } from './lowering.js';

// The constants of `hashUniforms` in @ikat/random, as 32-bit integers with a sign.
const GOLDEN = 0x9e3779b9 | 0;
const FIRST_FACTOR = 0x85ebca6b | 0;
const SECOND_FACTOR = 0xc2b2ae35 | 0;

/** Integers of 32 bits that wrap: ORT multiplies those with a sign and shifts those without. */
class Words {
  constructor(private readonly builder: GraphBuilder) {}

  number(value: number): string {
    return this.builder.number(value | 0, 'int32');
  }

  add = (a: string, b: string) => this.builder.emit('Add', [a, b]);
  multiply = (a: string, factor: number) => this.builder.emit('Mul', [a, this.number(factor)]);
  xor = (a: string, b: string) => this.builder.emit('BitwiseXor', [a, b]);

  /** a ^ (a >>> count) of integers without a sign. */
  stirred(a: string, count: number): string {
    return this.xor(a, this.shifted(a, count));
  }

  shifted(a: string, count: number): string {
    const by = this.builder.constant('uint32', [], new Uint32Array([count]), `uint32 ${count}`);
    return this.builder.emit('BitShift', [a, by], { direction: 'RIGHT' });
  }

  cast(a: string, to: 'int32' | 'uint32' | 'float32'): string {
    return this.builder.emit('Cast', [a], { to: elementTypes[to] });
  }

  /** (a ^ (a >>> count)) factor, with a sign and without one. */
  round(a: string, count: number, factor: number): string {
    return this.multiply(this.cast(this.stirred(this.cast(a, 'uint32'), count), 'int32'), factor);
  }

  /** The finaliser of MurmurHash3. */
  mixed(a: string): string {
    const hash = this.round(this.round(a, 16, FIRST_FACTOR), 13, SECOND_FACTOR);
    return this.cast(this.stirred(this.cast(hash, 'uint32'), 16), 'int32');
  }
}

/** The same finaliser, of a number that is known when the graph is made. */
function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), FIRST_FACTOR);
  hash = Math.imul(hash ^ (hash >>> 13), SECOND_FACTOR);
  return hash ^ (hash >>> 16);
}

/**
 * `hashUniforms` of @ikat/random, bit for bit: a function of the seed, which is a tensor, and of the
 * stream and the place of each element, which the graph knows.
 */
const lowerSeededUniform: LowerNode = (lowering, node, [seed]) => {
  const { builder, arranger } = lowering;
  const { shape } = node.outputs[0]!;
  const words = new Words(builder);
  const { name } = arranger.plain(arranger.reshape(lowering.cast(seed!, 'int32'), []));
  const first = words.mixed(words.add(name, words.number(mixed(node.attributes.stream))));
  const second = words.mixed(words.xor(first, name));
  const size = sizeOf(shape);
  const steps = Int32Array.from({ length: size }, (_, index) => Math.imul(index, GOLDEN));
  const places = builder.constant('int32', shape, steps, `golden steps [${shape}]`);
  const counters = words.add(places, first);
  const once = words.add(words.round(counters, 16, FIRST_FACTOR), second);
  const twice = words.cast(words.round(once, 13, SECOND_FACTOR), 'uint32');
  const bits = words.cast(words.shifted(words.stirred(twice, 16), 8), 'float32');
  const scale = builder.number(2 ** -24, 'float32');
  return lowering.result(builder.emit('Mul', [bits, scale]), node.outputs[0]!);
};

/** Random numbers as functions of seeds. */
export const random: KernelFamily = {
  record: {
    SeededUniform: (recorder, { seed }: { seed: TensorInfo }, { shape, stream }) =>
      recorder.record('SeededUniform', [seed], { shape, dtype: 'float32' }, { stream }),
  },
  lower: { SeededUniform: lowerSeededUniform },
};
