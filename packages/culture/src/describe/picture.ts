/** Pixels in rows from the top, channels together, on a scale of 0 to 255, in sRGB. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue; with 4 also alpha, which is laid on white. */
  readonly channels: 3 | 4;
  /** `height * width * channels` numbers. */
  readonly data: ArrayLike<number>;
}

/** Checks a picture's size, channels and length. */
export function checkPicture(name: string, { width, height, channels, data }: Picture): void {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new RangeError(`${name}: expected a width and height above 0, got ${width} x ${height}.`);
  }
  if (channels !== 3 && channels !== 4) {
    throw new RangeError(
      `${name}: expected 3 or 4 channels, got ${String(channels)}. Repeat the channel of a grey picture three times.`,
    );
  }
  if (data.length !== width * height * channels) {
    throw new RangeError(
      `${name}: expected ${width * height * channels} values for ${width} x ${height} x ${channels}, got ${data.length}.`,
    );
  }
}

/** One number a pixel. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Three planes of one size, one after the other. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly channels: readonly [Float32Array, Float32Array, Float32Array];
}
