import { about } from './about.js';
import { faults } from './faults.js';
import { judge } from './judge.js';
import { shell } from './shell.js';
import { stylise } from './stylise.js';
import { train } from './train.js';

export const en = { shell, faults, stylise, train, judge, about };
export { en as messages };
