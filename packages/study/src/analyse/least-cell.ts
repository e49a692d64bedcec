/** Cells of people fewer than this are neither printed nor shared. */
export const LEAST_CELL = 5;
