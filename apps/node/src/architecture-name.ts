import type { ArchitectureChoice } from '@ikat/models';

/**
 * The short name of a network: `resnet-9` by its blocks (`cut-9` with CUT's blurs), `unet-256` by the
 * size that it takes down to one pixel, `patch-3` by its layers, `pixel`.
 */
export function describeArchitecture({ name, options = {} }: ArchitectureChoice): string {
  switch (name) {
    case 'resnetGenerator':
      return `${options.upsampling === 'blur' ? 'cut' : 'resnet'}-${options.blocks}`;
    case 'unetGenerator':
      return `unet-${2 ** Number(options.downs)}`;
    case 'patchDiscriminator':
      return `${options.blur === true ? 'cut-patch' : 'patch'}-${options.layers}`;
    case 'pixelDiscriminator':
      return 'pixel';
    default:
      return name;
  }
}

const kinds: Readonly<Record<string, (number: number) => ArchitectureChoice>> = {
  resnet: (blocks) => ({ name: 'resnetGenerator', options: { blocks } }),
  cut: (blocks) => ({ name: 'resnetGenerator', options: { blocks, upsampling: 'blur' } }),
  unet: (size) => ({ name: 'unetGenerator', options: { downs: Math.log2(size) } }),
  patch: (layers) => ({ name: 'patchDiscriminator', options: { layers, blur: false } }),
  'cut-patch': (layers) => ({ name: 'patchDiscriminator', options: { layers, blur: true } }),
};

/** The network of a short name, as {@link describeArchitecture} gives them; undefined if it is none. */
export function architectureCalled(text: string): ArchitectureChoice | undefined {
  if (text === 'pixel') return { name: 'pixelDiscriminator' };
  const [, kind = '', digits = ''] = /^(.+)-([1-9]\d{0,3})$/.exec(text) ?? [];
  const choice = Object.hasOwn(kinds, kind) ? kinds[kind]!(Number(digits)) : undefined;
  return choice && isPlausible(choice) ? choice : undefined;
}

/** Halvings are whole, and no network is longer than a machine can hold. */
function isPlausible({ options = {} }: ArchitectureChoice): boolean {
  const { downs = 2, blocks = 1, layers = 1 } = options;
  return (
    Number.isInteger(downs) && Number(downs) >= 2 && Number(blocks) <= 64 && Number(layers) <= 16
  );
}
