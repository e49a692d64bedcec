export { compileStep, type Tensors } from './compile-step.js';
export { type OnnxDevice, onnxDevices } from './devices.js';
export {
  type BackendInfo,
  type EngineReport,
  type OnnxInfo,
  type OnnxOptions,
  useOnnx,
} from './use-onnx.js';
