// statistics: intervals, permutations, distributions (what other rooms share)

export type { Estimate, Interval, Refusal } from './statistics/interval.js';
export { benjaminiHochberg, holm } from './statistics/multiplicity.js';
export { fitRobustScale, type RobustScale, robustScores } from './statistics/robust-scale.js';

// describe: what can be measured in one picture (F1)

// compare: how far apart styles are, and in what (F2)

export { compareCultures } from './compare/compare-cultures.js';
export type {
  ComparedCulture,
  CompareOptions,
  Comparison,
  CulturePair,
  DescriptorDifference,
  LabelledVariation,
  LabelTest,
  NoTest,
} from './compare/comparison.js';
export { energyDistance } from './compare/energy-distance.js';
export {
  type FrechetResult,
  frechetDistance,
  frechetOfMoments,
} from './compare/frechet-distance.js';
export { hodgesLehmann } from './compare/hodges-lehmann.js';
export {
  cubicKernel,
  gaussianKernel,
  type Kernel,
  kernelDistance,
  medianBandwidth,
} from './compare/kernel-distance.js';
export type { CultureLabel, StyleItem, StyleTable } from './compare/style-table.js';
export type { Rows } from './compare/two-samples.js';

// confound: is it culture, or the museum? (F3)

// manifest: what is in a data set, who says so, may it be used (F4)

// design: whom to show what, and how many raters (F5)

// preference: which pictures people prefer, by background (F7)

// agreement: do groups use the question the same way (F8)

// recognise: is the target style recognised, and by whom (F9)

// audit: whom does a model serve worst, does it flatten or exaggerate (F10)

// report: one page with sources, refusals and intervals (F13)
