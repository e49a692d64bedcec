// Every check that needs the built packages, one after the other.
import { checkExamples } from './examples.mjs';
import { checkImports } from './imports.mjs';
import { checkLinks } from './links.mjs';
import { checkPacked } from './packed.mjs';
import { checkShape } from './shape.mjs';
import { checkWorkedExample } from './worked-example.mjs';

const checks = {
  'package shape': checkShape,
  'links of the documents': checkLinks,
  'imports in plain Node': checkImports,
  'README and JSDoc examples': checkExamples,
  'worked example of cultural difference': checkWorkedExample,
  'packed and installed elsewhere': checkPacked,
};

const only = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  if (only.length > 0 && !only.some((word) => name.includes(word))) continue;
  const started = performance.now();
  try {
    const summary = await check();
    passed++;
    console.log(`ok    ${name}: ${summary} (${seconds(started)} s)`);
  } catch (error) {
    failed++;
    console.error(`FAIL  ${name} (${seconds(started)} s)\n${error.message}\n`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function seconds(started) {
  return ((performance.now() - started) / 1000).toFixed(1);
}
