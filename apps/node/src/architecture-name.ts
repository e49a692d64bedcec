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
