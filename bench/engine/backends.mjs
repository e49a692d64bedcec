// The backends that can be compared, by the name that the command line gives them.
import * as tf from '@tensorflow/tfjs-core';

async function onnx({ threads }) {
  const { compileStep, useOnnx } = await import('@ikat/backend-onnx');
  return { info: await useOnnx({ threads }), compile: compileStep };
}

async function wasm() {
  const { useWasm } = await import('@ikat/backend-wasm');
  return { info: await useWasm() };
}

async function stockWasm() {
  const { version_wasm: version } = await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  return { info: { name: 'wasm', device: 'as published', version } };
}

/** Starts one; `compile` is what compiles the graphs of a step, where that can be done. */
export const backends = { onnx, wasm, 'wasm-stock': stockWasm };
