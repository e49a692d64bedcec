export { type BuildOptions, type BuiltStudy, buildStudy } from './build-study.js';
export { readDesign } from './read-design.js';
