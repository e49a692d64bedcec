import { readFileSync } from 'node:fs';
import { childSeed, randomSource } from '@ikat/random';
import { expect, test } from 'vitest';
import { readWeights } from '../read-weights.js';
import { crc32 } from './crc32.js';

const golden = (name: string) => readFileSync(new URL(`../../golden/${name}`, import.meta.url));

/** Changes up to four bytes at random; the checksums of a zip archive are then put right again. */
function changed(whole: Uint8Array, seed: number): Buffer {
  const random = randomSource(seed);
  const bytes = Buffer.from(whole);
  for (let count = 1 + random.integer(4); count > 0; count--) {
    bytes[random.integer(bytes.length)] = random.integer(256);
  }
  return bytes;
}

/** Makes every checksum of an archive right, so that what it protects is reached. */
function mend(bytes: Buffer): Buffer {
  let at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
  for (; at >= 0 && at + 46 <= bytes.length; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const local = bytes.readUInt32LE(at + 42);
    if (local + 30 > bytes.length) continue;
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const end = start + bytes.readUInt32LE(at + 20);
    bytes.writeUInt32LE(crc32(bytes.subarray(start, end)), at + 16);
  }
  return bytes;
}

test.each(['nested-zip.pth', 'types-zip.pth', 'nested-legacy.pth', 'types-legacy.pth'])(
  'any change of %s gives tensors or an error in words',
  (name) => {
    const whole = golden(name);
    let refused = 0;
    for (let round = 0; round < 1000; round++) {
      const bytes = mend(changed(whole, childSeed(7, `${name} ${round}`)));
      try {
        readWeights(bytes);
      } catch (error) {
        refused++;
        expect((error as Error).message).toMatch(/^read\w+: expected .*, got .*\.$/s);
        expect(error).toBeInstanceOf(RangeError);
      }
    }
    expect(refused).toBeGreaterThan(200);
    expect(refused).toBeLessThan(1000);
  },
);
