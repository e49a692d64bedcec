import { checkWhole } from './check.js';

/** Rows and columns that are added on each side. */
export interface Padding {
  /** Rows above the first. */
  top: number;
  /** Rows below the last. */
  bottom: number;
  /** Columns before the first. */
  left: number;
  /** Columns after the last. */
  right: number;
}

/** The four sides of a padding, checked. */
export function paddingOf(name: string, padding: number | Padding): Padding {
  const sides =
    typeof padding === 'number'
      ? { top: padding, bottom: padding, left: padding, right: padding }
      : padding;
  for (const side of [sides.top, sides.bottom, sides.left, sides.right]) {
    checkWhole(`${name} padding`, side, 0);
  }
  return sides;
}
