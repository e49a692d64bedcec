export const backendNames = ['webgl', 'webgpu', 'wasm', 'cpu'] as const;

/** A backend of TensorFlow.js. */
export type BackendName = (typeof backendNames)[number];
