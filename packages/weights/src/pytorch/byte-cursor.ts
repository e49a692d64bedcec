import { refuse } from './refuse.js';

/** Reads bytes one after the other and never beyond their end. */
export class ByteCursor {
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** The place of the next `count` bytes, which are then behind. */
  private pass(count: number): number {
    if (count > this.left) refuse(`${count} more bytes at byte ${this.at}`, `${this.left}`);
    const start = this.at;
    this.at += count;
    return start;
  }

  take(count: number): Uint8Array {
    const start = this.pass(count);
    return this.bytes.subarray(start, start + count);
  }

  uint8 = () => this.view.getUint8(this.pass(1));
  uint16 = () => this.view.getUint16(this.pass(2), true);
  uint32 = () => this.view.getUint32(this.pass(4), true);
  int32 = () => this.view.getInt32(this.pass(4), true);
  /** Beyond 2^53 it is rounded: too many bytes for any file either way. */
  uint64 = () => Number(this.view.getBigUint64(this.pass(8), true));
  /** The one big-endian number of pickles. */
  float64 = () => this.view.getFloat64(this.pass(8), false);

  /** Text up to the next line feed, which is taken too. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0) refuse(`the end of a name at byte ${this.at}`, 'none');
    return text(this.take(end + 1 - this.at).subarray(0, -1));
  }
}

/** UTF-8; what is not UTF-8 becomes the sign for an unknown letter. */
export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
