import type { Tensor } from 'onnxruntime-common';
import type { Runtime } from './runtime.js';

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
type BufferType = keyof typeof arrays;

interface Free {
  tensor: Tensor;
  since: number;
}

/** Runs after which a free buffer that nobody wanted is given back to the system. */
const PATIENCE = 100;

/** Memory for the outputs of programs, used again as soon as nobody reads it any more. */
export class Buffers {
  /** Bytes in all buffers, in use or free. */
  bytes = 0;
  private readonly free = new Map<string, Free[]>();
  private runs = 0;

  constructor(private readonly runtime: Runtime) {}

  take(type: BufferType, dims: readonly number[]): Tensor {
    const free = this.free.get(`${type} ${dims}`)?.pop();
    if (free) return free.tensor;
    const size = dims.reduce((product, length) => product * length, 1);
    const data = allocate(type, size);
    this.bytes += data.byteLength;
    return new this.runtime.Tensor(type, data, dims);
  }

  give(tensor: Tensor): void {
    const key = `${tensor.type} ${tensor.dims}`;
    const list = this.free.get(key) ?? [];
    this.free.set(key, list);
    list.push({ tensor, since: this.runs });
  }

  /** Counts a run, and now and then lets go of what was free for long. */
  tick(): void {
    this.runs++;
    if (this.runs % PATIENCE !== 0) return;
    for (const [key, list] of this.free) {
      const kept = list.filter(({ since }) => this.runs - since < PATIENCE);
      for (const { tensor, since } of list) {
        if (this.runs - since >= PATIENCE) this.bytes -= (tensor.data as Float32Array).byteLength;
      }
      if (kept.length > 0) this.free.set(key, kept);
      else this.free.delete(key);
    }
  }

  clear(): void {
    this.free.clear();
  }
}

function allocate(type: BufferType, size: number) {
  try {
    return new arrays[type](size);
  } catch (cause) {
    const gigabytes = ((size * arrays[type].BYTES_PER_ELEMENT) / 1e9).toPrecision(3);
    throw new RangeError(
      `onnx: expected memory for a result of ${gigabytes} GB, got: ${(cause as Error).message}. Use smaller images or batches.`,
      { cause },
    );
  }
}
