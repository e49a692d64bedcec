export { compileStep, type Tensors } from './compile-step.js';
export { type OnnxDevice, onnxDevices } from './devices.js';
export type { RunOptions } from './inference/graph-runner.js';
export type { ImageArray } from './inference/image-array.js';
export type { ImageGraph } from './inference/image-graph.js';
export { type LoadGraphOptions, loadGraph } from './inference/load-graph.js';
export { runInWorker, type WorkerContext, type WorkerOptions } from './run-in-worker.js';
export { switchOffTelemetry } from './telemetry.js';
export {
  type BackendInfo,
  type EngineReport,
  type OnnxInfo,
  type OnnxOptions,
  useOnnx,
} from './use-onnx.js';
