export type { FixedSize } from './export/dynamic-sizes.js';
export { type ExportedOnnx, type ExportOptions, exportOnnx } from './export/export-onnx.js';
export type {
  ExportableFunction,
  ExportableModel,
  InputShapes,
  Size,
} from './export/network.js';
export { collectGraph, type RecordedGraph } from './graph/recorded-graph.js';
export { type Layout, permute, physical, sameLayout } from './layout/layout.js';
export { recordKernels } from './lowering/kernels.js';
export { type LoweredGraph, lowerGraph, type Port } from './lowering/lower-graph.js';
export type { LoweringOptions } from './lowering/lowering.js';
export { type OnnxFile, readOnnx } from './reading/read-onnx.js';
export { Recorder } from './recording/recorder.js';
export { type ComputeOtherwise, registerRecording } from './recording/register-kernels.js';
export { RecordedNode, type Stored, Value } from './recording/value.js';
export type {
  Float,
  OnnxAttribute,
  OnnxEdge,
  OnnxGraph,
  OnnxNode,
  OnnxTensor,
} from './writing/onnx-graph.js';
export { type ModelFacts, writeModel } from './writing/write-model.js';
