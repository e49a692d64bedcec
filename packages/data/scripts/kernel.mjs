// Assembles scripts/resize-kernel.wat into src/resize-kernel-code.ts: node scripts/kernel.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

const url = (path) => new URL(path, import.meta.url);
const { parseWat } = await wabt();
const parsed = parseWat('resize-kernel.wat', readFileSync(url('resize-kernel.wat'), 'utf8'), {
  simd: true,
});
parsed.resolveNames();
parsed.validate();
const code = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
writeFileSync(
  url('../src/resize-kernel-code.ts'),
  `/** scripts/resize-kernel.wat, assembled by scripts/kernel.mjs. */
export const resizeKernelCode =
  '${code}';
`,
);
