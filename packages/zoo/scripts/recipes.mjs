// How each model of the zoo is trained: its style pictures (of @ikat/samples, or of the image set
// given with --data) and the options of `ikat train style`.

/** What all share. */
const common = {
  size: 128,
  photoSize: 256,
  filters: 16,
  blocks: 4,
  ema: 0.99,
  seed: 1,
};

export const recipes = {};

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const notOptions = new Set(['title', 'style', 'steps', 'from']);

/** A recipe as options of the command line. */
export const optionsOf = (recipe) =>
  Object.entries(recipe)
    .filter(([name]) => !notOptions.has(name))
    .flatMap(([name, value]) =>
      value === true ? [`--${kebab(name)}`] : [`--${kebab(name)}`, `${value}`],
    );
