import type { DataType, TypedArray } from '@tensorflow/tfjs-core';
import type { Layout } from '../layout/layout.js';

/** The types that ONNX programs compute with. */
export type NumericType = 'float32' | 'int32' | 'bool';

/** Numbers in memory, in the order of a layout. */
export interface Stored {
  data: TypedArray;
  /** The order of the axes in memory; row-major when undefined. */
  layout: Layout | undefined;
}

/** The data behind tensors: stored, or still to be computed by a recorded node. */
export class Value {
  /** The node that will compute it, until it has run. */
  node: RecordedNode | undefined;
  stored: Stored | undefined;
  /** The number that every element equals, if it was written so. */
  constant: number | undefined;
  /** Variables, and inputs of compiled steps: never part of a program as a constant. */
  varies = false;
  references = 1;
  /** Why it could not be computed. */
  failure: Error | undefined;
  /** A compiled step refers to its memory. */
  pinned = false;
  /** Views of another shape, made in one flush only. */
  views: Map<string, Value> | undefined;
  viewsEpoch = 0;
  /** Scratch of the last collection that met it. */
  stamp = 0;
  id = 0;
  /** Where the program wrote it, while a step is being compiled. */
  origin: Error | undefined;

  constructor(
    readonly shape: readonly number[],
    readonly dtype: DataType,
  ) {}
}

/** One kernel call, recorded. */
export class RecordedNode {
  stamp = 0;
  /** Where the program called it, while a step is being compiled. */
  origin: Error | undefined;

  constructor(
    readonly kernel: string,
    /** Interned: kernel, attributes, output shapes and types. */
    readonly signature: number,
    readonly attributes: Attributes,
    readonly inputs: readonly Value[],
    readonly outputs: readonly Value[],
    readonly sequence: number,
  ) {}
}

// biome-ignore lint/suspicious/noExplicitAny: each family of kernels knows its attributes
export type Attributes = Readonly<Record<string, any>>;

const signatures = new Map<string, number>();

/** A small integer that stands for a text. */
export function signatureOf(text: string): number {
  let signature = signatures.get(text);
  if (signature === undefined) {
    signature = signatures.size + 1;
    signatures.set(text, signature);
  }
  return signature;
}
