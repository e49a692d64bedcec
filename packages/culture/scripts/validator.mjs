// Writes src/manifest/schema-validator.ts: the schema of manifests compiled to plain functions, so
// that neither ajv nor `eval` is needed where manifests are read (pages forbid the latter).
import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';

const schema = JSON.parse(
  readFileSync(new URL('../schema/culture-manifest-1.schema.json', import.meta.url), 'utf8'),
);

/** The schema of a manifest without its items, which are checked one by one. */
function headSchema() {
  const { items: _, ...properties } = schema.properties;
  const required = schema.required.filter((name) => name !== 'items');
  const { $defs: __, ...rest } = schema;
  return { ...rest, $id: 'culture-manifest-head.schema.json', properties, required };
}

export function validatorCode() {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    unicode: false,
    inlineRefs: false,
    code: { source: true, esm: true, lines: false },
    logger: false,
    schemas: [schema, headSchema()],
  });
  addFormats.default(ajv, { mode: 'fast', formats: ['date', 'uri'] });
  const code = standalone.default(ajv, {
    checkHead: 'culture-manifest-head.schema.json',
    checkItem: `${schema.$id}#/$defs/item`,
  });
  return `// @ts-nocheck\n// biome-ignore-all lint: generated\n// biome-ignore-all format: generated\n// biome-ignore-all assist: generated\n// Made by scripts/validator.mjs from schema/culture-manifest-1.schema.json. Do not edit.\n${code}\n`;
}

if (process.argv[1]?.endsWith('validator.mjs'))
  writeFileSync(new URL('../src/manifest/schema-validator.ts', import.meta.url), validatorCode());
