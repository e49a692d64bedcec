export { compileStep, type Tensors } from './compile-step.js';
export { OnnxBackend } from './onnx-backend.js';
export { type BackendInfo, type OnnxOptions, useOnnx } from './use-onnx.js';
