import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach } from 'vitest';
import { testExactResume } from '../test-resume.js';
import { loadCheckpoint } from './load-checkpoint.js';
import { saveCheckpoint } from './save-checkpoint.js';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

testExactResume(
  () => ({
    save: (parts) => saveCheckpoint('run', parts),
    load: (options) => loadCheckpoint('run', options),
  }),
  ['cpu', 'wasm'],
);
