declare module 'fft.js' {
  /** Fourier transforms of one length, a power of two; complex numbers are interleaved. */
  class FFT {
    constructor(size: number);
    createComplexArray(): number[];
    transform(out: number[], input: ArrayLike<number>): void;
    realTransform(out: number[], input: ArrayLike<number>): void;
  }
  export = FFT;
}
