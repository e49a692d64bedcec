import { expect, test } from 'vitest';
import oracles from '../../golden/culture-oracles.json';
import iris from '../../golden/iris.json';
import { energyDistance } from './energy-distance.js';

// R's edist() multiplies by n m / (n + m) = 25.
test.each([
  [iris.setosa, iris.versicolor, oracles.energy.iris_edist_4d['setosa-versicolor']],
  [iris.setosa, iris.virginica, oracles.energy.iris_edist_4d['setosa-virginica']],
  [iris.versicolor, iris.virginica, oracles.energy.iris_edist_4d['versicolor-virginica']],
])('the energy distances of irises are those of edist, %#', (x, y, expected) => {
  expect(energyDistance(x, y) * 25).toBeCloseTo(expected, 7);
});
