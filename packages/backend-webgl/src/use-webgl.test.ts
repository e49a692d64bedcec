import { describe, expect, it } from 'vitest';
import { useWebGl } from './index.js';

describe('useWebGl in Node', () => {
  it('says what to use instead', async () => {
    await expect(useWebGl()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: useWebGl: expected a browser, got a runtime without canvases. In Node use useOnnx of @ikat/backend-onnx or useWasm of @ikat/backend-wasm.]`,
    );
  });

  it('wants options that exist', async () => {
    await expect(
      useWebGl({ device: 'cuda' as 'webgl' }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RangeError: useWebGl: expected a device of webgl, webgpu, got cuda.]`,
    );
    await expect(useWebGl({ memory: -1 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RangeError: useWebGl: expected memory of at least 0 bytes and a timeout above 0 milliseconds, got -1 and 30000. Leave them out for good ones.]`,
    );
    await expect(useWebGl({ timeout: Number.NaN })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RangeError: useWebGl: expected memory of at least 0 bytes and a timeout above 0 milliseconds, got 1073741824 and NaN. Leave them out for good ones.]`,
    );
  });
});
