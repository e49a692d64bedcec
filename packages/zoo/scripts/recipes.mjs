// How each model of the zoo is trained: its style pictures (of @ikat/samples, or of the image set
// given with --data) and the options of `ikat train style`.

/** What all share: whole scenes, so that the contrast of a crop is that of a picture. */
const common = {
  size: 128,
  photoSize: 160,
  filters: 16,
  blocks: 4,
  learningRate: 0.002,
  styleSize: 448,
  styleWeight: 1.5,
  variationWeight: 0.3,
  seed: 1,
};

/** Steps, in the last third of which the learning rate falls. */
const lasting = (steps) => ({
  steps,
  decayFrom: Math.round((2 * steps) / 3),
  decaySteps: Math.round(steps / 3),
});

const painting = (file) => `european-impressionism/artwork/${file}.jpg`;

/** A later style: what van-gogh has learned of photographs need not be learned again. */
const later = { ...common, ...lasting(1400), from: 'van-gogh' };

export const recipes = {
  'van-gogh': {
    ...common,
    ...lasting(2200),
    title: 'Brush strokes in yellow and blue',
    style: [painting('van-gogh-the-church-at-auvers-sur-oise')],
  },
  'ukiyo-e': {
    ...later,
    title: 'Woodblock print',
    style: ['japanese-ukiyoe/artwork/hokusai-kazusa-sea-route.jpg'],
  },
  'maya-glyphs': {
    ...later,
    title: 'Round outlines in black and white',
    style: ['maya-glyphs/script-art/panel01.png'],
  },
  impressionism: {
    ...later,
    title: 'Soft touches of light',
    style: [painting('cassatt-summertime')],
  },
  'chinese-ornament': {
    ...later,
    title: 'Ornament in black and white',
    style: ['chinese-ornament/ornament/han07.png'],
  },
};

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const notOptions = new Set(['title', 'style', 'steps', 'from']);

/** A recipe as options of the command line. */
export const optionsOf = (recipe) =>
  Object.entries(recipe)
    .filter(([name]) => !notOptions.has(name))
    .flatMap(([name, value]) =>
      value === true ? [`--${kebab(name)}`] : [`--${kebab(name)}`, `${value}`],
    );
