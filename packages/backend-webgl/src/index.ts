export {
  type Attempt,
  type ContextGuard,
  type GuardOptions,
  guardContext,
} from './guard-context.js';
export { type BackendInfo, useWebGl, type WebGlInfo, type WebGlOptions } from './use-webgl.js';
