/** The linear light of an sRGB value from 0 to 1 (IEC 61966-2-1). */
export function linearOf(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The sRGB value, 0 to 1, of linear light from 0 to 1. */
export function encodedOf(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** Linear light of the levels 0 to 255. */
export const lightOfLevels = /* @__PURE__ */ onFirstUse(() =>
  table(256, (level) => linearOf(level / 255)),
);

/** A table that is made when it is first asked for. */
export function onFirstUse(make: () => Float64Array): () => Float64Array {
  let made: Float64Array | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The values of a function at 0 to `length - 1`. */
export function table(length: number, value: (place: number) => number): Float64Array {
  return new Float64Array(length).map((_, place) => value(place));
}

// XYZ of the sRGB primaries at D65, divided by the white point x = 0.3127, y = 0.329.
const whiteX = 0.3127 / 0.329;
const whiteZ = (1 - 0.3127 - 0.329) / 0.329;
const epsilon = 216 / 24389;
const kappa = 24389 / 27;

/**
 * CIELAB at D65 of linear light: lightness 0 to 100, a from green to red, b from blue to yellow.
 *
 * `L = 116 f(Y) - 16`, `a = 500 (f(X) - f(Y))`, `b = 200 (f(Y) - f(Z))`, X and Z over the white's.
 *
 * @param light red, green, blue, 0 to 1
 * @param curve the table of f, {@link labCurve}
 * @param into takes the three numbers
 */
export function labOfLight(
  light: ArrayLike<number>,
  curve: Float64Array,
  into: Float64Array,
): void {
  const red = light[0]!;
  const green = light[1]!;
  const blue = light[2]!;
  const x = 0.4123907992659593 * red + 0.357584339383878 * green + 0.1804807884018343 * blue;
  const y = 0.2126390058715102 * red + 0.715168678767756 * green + 0.0721923153607337 * blue;
  const z = 0.0193308187155918 * red + 0.119194779794626 * green + 0.9505321522496607 * blue;
  const middle = curveAt(curve, y);
  into[0] = 116 * middle - 16;
  into[1] = 500 * (curveAt(curve, x / whiteX) - middle);
  into[2] = 200 * (middle - curveAt(curve, z / whiteZ));
}

const steps = 4096;

/** The curve of CIELAB, f, as a table over the root of its argument, along which it is almost straight. */
export const labCurve = /* @__PURE__ */ onFirstUse(() =>
  table(steps + 3, (k) => exactCurve((k / steps) ** 2)),
);

/** f on 0 to 1, exact to 1e-6. */
function curveAt(curve: Float64Array, value: number): number {
  const place = Math.sqrt(value) * steps;
  const below = Math.floor(place);
  return curve[below]! + (place - below) * (curve[below + 1]! - curve[below]!);
}

function exactCurve(value: number): number {
  return value > epsilon ? Math.cbrt(value) : (kappa * value + 16) / 116;
}
