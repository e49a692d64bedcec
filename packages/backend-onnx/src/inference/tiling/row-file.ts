import { type FileHandle, open, unlink } from 'node:fs/promises';

interface Shape {
  channels: number;
  height: number;
  width: number;
}

/** One tensor [channels, height, width] in a file, written and read by rows. */
export class RowFile {
  private constructor(
    private readonly file: FileHandle,
    readonly shape: Shape,
  ) {}

  /** Makes the file; its name is gone at once where the system allows that. */
  static async create(path: string, shape: Shape): Promise<RowFile> {
    const file = await open(path, 'wx+');
    // The open file stays usable, and is gone however the program ends.
    await unlink(path).catch(() => undefined);
    return new RowFile(file, shape);
  }

  /** Writes [channels, rows, width] from a row on. */
  async write(data: Float32Array, from: number): Promise<void> {
    const { channels } = this.shape;
    const length = data.length / channels;
    await this.eachChannel((channel) => {
      const part = data.subarray(channel * length, (channel + 1) * length);
      return this.all('write', part, this.offset(channel, from));
    });
  }

  /** Reads [channels, rows, width] from a row on. */
  async read(data: Float32Array, from: number): Promise<void> {
    const { channels } = this.shape;
    const length = data.length / channels;
    await this.eachChannel((channel) => {
      const part = data.subarray(channel * length, (channel + 1) * length);
      return this.all('read', part, this.offset(channel, from));
    });
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  private offset(channel: number, row: number): number {
    const { height, width } = this.shape;
    return 4 * (channel * height + row) * width;
  }

  /** A few channels at a time keep the disk busy. */
  private async eachChannel(work: (channel: number) => Promise<void>): Promise<void> {
    const { channels } = this.shape;
    let next = 0;
    const worker = async () => {
      while (next < channels) await work(next++);
    };
    await Promise.all([worker(), worker(), worker()]);
  }

  private async all(kind: 'read' | 'write', part: Float32Array, position: number): Promise<void> {
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    for (let done = 0; done < bytes.length; ) {
      const rest = bytes.length - done;
      const count =
        kind === 'read'
          ? (await this.file.read(bytes, done, rest, position + done)).bytesRead
          : (await this.file.write(bytes, done, rest, position + done)).bytesWritten;
      if (count === 0) throw new Error('the temporary file ended too early');
      done += count;
    }
  }
}
