export { type BackendInfo, useWasm, type WasmOptions } from './use-wasm.js';
