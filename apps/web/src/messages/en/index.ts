import { about } from './about.js';
import { faults } from './faults.js';
import { judge } from './judge.js';
import { samples } from './samples.js';
import { shell } from './shell.js';
import { stylise } from './stylise.js';
import { train } from './train.js';

export const en = { shell, faults, stylise, train, judge, about, samples };
export { en as messages };
