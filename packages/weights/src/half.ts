/** The value of IEEE 754 half precision bits: 1 sign, 5 exponent, 10 fraction. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const wide = new DataView(new ArrayBuffer(4));

/** The value of bfloat16 bits: the upper half of a float32. */
export function brainToNumber(bits: number): number {
  wide.setUint16(0, bits);
  return wide.getFloat32(0);
}

/** The half precision bits nearest to a number, ties to even; beyond 65519.99… they are infinite. */
export function numberToHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(size)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(size)));
  // Units of the last place: a carry into the next exponent is what the addition then makes of it.
  const units = nearestEven(size * 2 ** (10 - exponent));
  return sign | (exponent === -14 ? units : ((exponent + 14) << 10) + units);
}

function nearestEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
