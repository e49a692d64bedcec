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
  styleWeight: 6,
  toneWeight: 4,
  paletteWeight: 20,
  variationWeight: 0.06,
  seed: 1,
  steps: 1400,
  decayFrom: 900,
  decaySteps: 500,
};

const painting = (file) => `european-impressionism/artwork/${file}.jpg`;

export const recipes = {
  'ukiyo-e': {
    ...common,
    title: 'Woodblock print in blue and sand',
    style: ['japanese-ukiyoe/artwork/hokusai-kazusa-sea-route.jpg'],
    styleWeight: 4,
  },
  'van-gogh': {
    ...common,
    title: 'Brush strokes in blue and yellow',
    style: [painting('van-gogh-the-church-at-auvers-sur-oise')],
  },
  impressionism: {
    ...common,
    title: 'Soft touches of light on water',
    style: [painting('cassatt-summertime')],
  },
  'maya-glyphs': {
    ...common,
    title: 'Round outlines in black and white',
    style: ['maya-glyphs/script-art/panel01.png'],
    styleSize: 320,
    toneWeight: 2,
  },
  kandinsky: {
    ...common,
    title: 'Circles and lines on cream',
    style: ['european-abstract/artwork/kandinsky-composition-viii.jpg'],
  },
  'chinese-ornament': {
    ...common,
    title: 'Angular ornament in black and white',
    style: ['chinese-ornament/ornament/han43-frieze.png'],
    styleSize: 320,
    styleWeight: 2,
  },
};

/** What the models are called in other languages: the name, the title, the work and its maker. */
export const translations = {
  zh: {
    'ukiyo-e': { name: '浮世绘', title: '蓝色与沙色的木版画', after: '葛饰北斋《上总海路》' },
    'van-gogh': { name: '梵高', title: '蓝与黄的笔触', after: '文森特·梵高《奥维尔的教堂》' },
    impressionism: { name: '印象派', title: '水上柔和的光点', after: '玛丽·卡萨特《夏日》' },
    'maya-glyphs': {
      ...{ name: '玛雅文字', title: '黑白的圆润轮廓' },
      after: 'George Douros（字体）《玛雅文字：U+F6229 至 U+F63B1》',
    },
    kandinsky: {
      ...{ name: '康定斯基', title: '奶油色底上的圆与线' },
      after: '瓦西里·康定斯基《构图八号》',
    },
    'chinese-ornament': {
      ...{ name: '中国纹样', title: '黑白的方折纹样' },
      after: 'LIM LianTze（代码），据 ZHANG Chennan 的 CAD 图《中国纹样：成行的回纹边饰》',
    },
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
