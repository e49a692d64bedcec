import { packageTests } from '@ikat/config/vitest';

// Whole trainings, resumed and interrupted: on a machine that builds all else meanwhile they wait.
export default packageTests({ test: { testTimeout: 300_000, hookTimeout: 120_000 } });
