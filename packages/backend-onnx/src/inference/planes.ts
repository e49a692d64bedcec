/** [b, pixels, c] as [b, c, pixels]. */
export const toPlanes = (data: Float32Array, batch: number, channels: number): Float32Array =>
  turned(data, { batch, rows: data.length / batch / channels, columns: channels });

/** [b, c, pixels] as [b, pixels, c]. */
export const fromPlanes = (data: Float32Array, batch: number, channels: number): Float32Array =>
  turned(data, { batch, rows: channels, columns: data.length / batch / channels });

function turned(
  data: Float32Array,
  { batch, rows, columns }: { batch: number; rows: number; columns: number },
): Float32Array {
  const result = new Float32Array(data.length);
  const size = rows * columns;
  for (let index = 0; index < batch; index++) {
    for (let row = 0; row < rows; row++) {
      const from = index * size + row * columns;
      for (let column = 0; column < columns; column++) {
        result[index * size + column * rows + row] = data[from + column]!;
      }
    }
  }
  return result;
}
