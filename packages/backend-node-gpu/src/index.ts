export { type FindNodeGpuOptions, findNodeGpu, type NodeGpuStatus } from './find-node-gpu.js';
export { type BackendInfo, type NodeGpuOptions, useNodeGpu } from './use-node-gpu.js';
