// Weights, batch and draws in one safetensors file, for PyTorch to take over.
import { closeSync, openSync, writeSync } from 'node:fs';
import { torchKeys } from '@ikat/models';

const numbered = (kind, list) => list.map((entry, index) => [`${kind}/${index}`, entry]);

/** The weights of named networks as `network/key`, with the keys of a PyTorch state dict. */
export function weightsOf(networks) {
  return Object.entries(networks).flatMap(([network, model]) => {
    const keys = torchKeys(model);
    return model.weights.map((weight) => {
      const tensor = weight.read();
      const entry = { shape: tensor.shape, values: tensor.dataSync().slice() };
      return [`${network}/${keys[weight.originalName]}`, entry];
    });
  });
}

/** Writes `[name, { shape, values }]` and the rest. */
export function dump(file, { weights, batch, draws }) {
  const entries = [
    ...weights,
    ...Object.entries(batch).map(([name, entry]) => [`batch/${name}`, entry]),
    ...numbered('noise', draws.noise),
    ...numbered('mask', draws.masks),
  ];
  let end = 0;
  const header = entries.map(([name, { shape, values }]) => {
    const start = end;
    end += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [start, end] }];
  });
  const text = Buffer.from(JSON.stringify(Object.fromEntries(header)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const stream = openSync(file, 'w');
  for (const part of [length, text, ...entries.map(([, { values }]) => values)]) {
    writeSync(stream, part);
  }
  closeSync(stream);
}
