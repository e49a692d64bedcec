/**
 * Memory for what goes into strips and comes out of them, used again and again: left to the garbage
 * collector, it would pile up before anybody collects it.
 */
export class BuffersInTurn {
  private readonly buffers = new Map<string, Float32Array>();

  /** `length` numbers; those of the other turn stay as they are. */
  take(name: string, turn: 0 | 1, length: number): Float32Array {
    const key = `${name} ${turn}`;
    let buffer = this.buffers.get(key);
    if (!buffer || buffer.length < length) {
      buffer = new Float32Array(length);
      this.buffers.set(key, buffer);
    }
    return buffer.subarray(0, length);
  }
}
