/** The element types of ONNX tensors (TensorProto.DataType). */
export const elementTypes = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  uint32: 12,
  uint64: 13,
} as const;

export type ElementType = keyof typeof elementTypes;

/** A float attribute; a plain number is an integer attribute. */
export interface Float {
  float: number;
}

export type OnnxAttribute = number | string | readonly number[] | Float;

export interface OnnxNode {
  operator: string;
  /** '' leaves an optional input out. */
  inputs: string[];
  outputs: string[];
  attributes: Readonly<Record<string, OnnxAttribute>>;
  /** The operator set; '' is ONNX's own. */
  domain: string;
  /** The recorded kernel that it comes from. */
  origin: string;
}

export interface OnnxTensor {
  name: string;
  type: ElementType;
  dims: readonly number[];
  data: Uint8Array;
}

export interface OnnxEdge {
  name: string;
  type: ElementType;
  /** A text is the name of a size that may differ from run to run. */
  dims: readonly (number | string)[];
}

/** A program in the terms of ONNX. */
export interface OnnxGraph {
  opset: number;
  nodes: readonly OnnxNode[];
  initializers: readonly OnnxTensor[];
  inputs: readonly OnnxEdge[];
  outputs: readonly OnnxEdge[];
}
