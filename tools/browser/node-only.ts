/** Unit tests that cannot run in a browser, and why; all others do. */
export const nodeOnly = {
  '*/src/node/**': 'touch files: they test what only Node has',
  'backend-webgl/src/use-webgl.test.ts': 'tests what the package says in Node',
  'ops/src/readme.test.ts': 'compares a README with the code',
};
