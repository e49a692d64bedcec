const moves = new WeakMap<object, Transferable[]>();

/** Marks what may be moved instead of copied when the value is sent: buffers, bitmaps, canvases. */
export function moved<Value extends object>(value: Value, transfer: Transferable[]): Value {
  moves.set(value, transfer);
  return value;
}

/** What was marked as movable of a value. */
export function movesOf(value: unknown): Transferable[] {
  return (typeof value === 'object' && value !== null && moves.get(value)) || [];
}
