/** The linear light of an sRGB value from 0 to 1 (IEC 61966-2-1). */
export function linearOf(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The sRGB value, 0 to 1, of linear light from 0 to 1. */
export function encodedOf(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** Linear light of the levels 0 to 255. */
export function lightOfLevels(): Float64Array {
  return Float64Array.from({ length: 256 }, (_, level) => linearOf(level / 255));
}

// XYZ of the sRGB primaries at D65, divided by the white point x = 0.3127, y = 0.329.
const whiteX = 0.3127 / 0.329;
const whiteZ = (1 - 0.3127 - 0.329) / 0.329;
const epsilon = 216 / 24389;
const kappa = 24389 / 27;

/**
 * CIELAB at D65 of linear light: lightness 0 to 100, a from green to red, b from blue to yellow.
 *
 * @param into takes the three numbers
 */
export function labOfLight(red: number, green: number, blue: number, into: Float64Array): void {
  const x = 0.4123907992659593 * red + 0.357584339383878 * green + 0.1804807884018343 * blue;
  const y = 0.2126390058715102 * red + 0.715168678767756 * green + 0.0721923153607337 * blue;
  const z = 0.0193308187155918 * red + 0.119194779794626 * green + 0.9505321522496607 * blue;
  const [fx, fy, fz] = [curve(x / whiteX), curve(y), curve(z / whiteZ)];
  into[0] = 116 * fy - 16;
  into[1] = 500 * (fx - fy);
  into[2] = 200 * (fy - fz);
}

function curve(value: number): number {
  return value > epsilon ? Math.cbrt(value) : (kappa * value + 16) / 116;
}
