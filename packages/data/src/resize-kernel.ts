import { resizeKernelCode } from './resize-kernel-code.js';
import type { Values } from './resize-passes.js';
import type { Taps } from './resize-taps.js';

/** A scaling, ready to be computed. */
export interface ResizePlan {
  /** The rows that are read, from the first on. */
  source: Values;
  /** Numbers in one row of it. */
  length: number;
  rows: number;
  channels: number;
  across: Taps;
  down: Taps;
}

interface Kernel {
  memory: WebAssembly.Memory;
  across(...numbers: number[]): void;
  down(...numbers: number[]): void;
}

/** Bytes of the source that lie in the kernel's memory at a time. */
const stripBytes = 4e6;
const mostBytes = 128e6;
const page = 65536;
/** What the kernel may write too far. */
const slack = 16;

let started: Kernel | null | undefined;

/** The kernel, or null where WebAssembly or its vectors are missing or forbidden. */
function kernel(): Kernel | null {
  if (started !== undefined) return started;
  started = null;
  try {
    const bytes = Uint8Array.from(atob(resizeKernelCode), (letter) => letter.charCodeAt(0));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    started = instance.exports as unknown as Kernel;
  } catch {
    // The passes in TypeScript give the same bytes.
  }
  return started;
}

/** Hands out memory from 0 on and makes sure that there is as much. */
function allocator({ memory }: Kernel) {
  let used = 0;
  return (bytes: number): number => {
    const at = used;
    used += Math.ceil((bytes + slack) / slack) * slack;
    const missing = used - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / page));
    return at;
  };
}

interface PlacedTaps {
  starts: number;
  ends: number;
  weights: number;
  stride: number;
}

type Allocate = ReturnType<typeof allocator>;

/** Copies taps into memory; starts become bytes, counts the addresses where weights end. */
function placeTaps(taps: Taps, step: number, { memory }: Kernel, allocate: Allocate): PlacedTaps {
  const count = taps.starts.length;
  const [starts, ends] = [allocate(count * 4), allocate(count * 4)];
  const weights = allocate(taps.weights.length * 4);
  const stride = taps.stride * 4;
  const words = new Int32Array(memory.buffer);
  words.set(taps.weights, weights / 4);
  for (let at = 0; at < count; at++) {
    words[starts / 4 + at] = taps.starts[at]! * step;
    words[ends / 4 + at] = weights + at * stride + taps.counts[at]! * 4;
  }
  return { starts, ends, weights, stride };
}

/** How much memory a scaling needs but for its taps. */
const bytesOf = ({ rows, across, down }: ResizePlan) =>
  stripBytes + (rows + down.starts.length) * across.starts.length * 3;

/**
 * Scales bytes of three channels with vector instructions, or returns undefined if it is anything
 * else or there are no such instructions.
 */
export function resizeColourBytes(plan: ResizePlan): Uint8Array | undefined {
  const { source, length, rows, channels, across, down } = plan;
  if (channels !== 3 || source instanceof Float32Array || bytesOf(plan) > mostBytes)
    return undefined;
  const code = kernel();
  if (code === null) return undefined;
  const allocate = allocator(code);
  const row = across.starts.length * 3;
  const height = down.starts.length;
  const stripRows = Math.min(rows, Math.max(1, Math.floor(stripBytes / length)));
  const strip = allocate(stripRows * length);
  const narrow = allocate(rows * row);
  const target = allocate(height * row);
  const x = placeTaps(across, 3, code, allocate);
  const y = placeTaps(down, row, code, allocate);
  const bytes = new Uint8Array(code.memory.buffer);
  for (let first = 0; first < rows; first += stripRows) {
    const count = Math.min(stripRows, rows - first);
    bytes.set(source.subarray(first * length, (first + count) * length), strip);
    code.across(
      ...[strip, length, narrow + first * row, row, count],
      ...[across.starts.length, x.starts, x.ends, x.weights, x.stride],
    );
  }
  code.down(narrow, target, row, height, y.starts, y.ends, y.weights, y.stride);
  return bytes.slice(target, target + height * row);
}
