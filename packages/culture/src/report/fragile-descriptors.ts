/**
 * The descriptors that JPEG or a resize moves by a good part of their spread between pictures, as
 * `scripts/describe-stability.mjs` measured on the samples: compare them only between files of one kind.
 */
export const fragileDescriptors: readonly string[] = [
  'entropy',
  'complexity',
  'smoothness',
  'curvature',
  'spectralSlope',
];
