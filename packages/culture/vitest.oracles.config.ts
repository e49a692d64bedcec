import { packageTests } from '@ikat/config/vitest';

// The tests that compare with published or independently computed values: scripts/oracle-table.mjs.
export default packageTests({
  test: {
    setupFiles: ['scripts/record-oracles.ts'],
    include: [
      'src/agreement/oracle.test.ts',
      'src/audit/audit.test.ts',
      'src/compare/compare-cultures.test.ts',
      'src/compare/iris.test.ts',
      'src/compare/two-samples.test.ts',
      'src/describe/describe-parts.test.ts',
      'src/design/design.test.ts',
      'src/preference/oracle.test.ts',
      'src/statistics/distributions.test.ts',
    ],
  },
});
