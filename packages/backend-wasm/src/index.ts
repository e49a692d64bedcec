export { type BackendInfo, useWasm, type WasmFile, type WasmOptions } from './use-wasm.js';
