/** The words of the room `judge`. */
export const judge = {
  heading: 'Judge',
  lead: 'A discriminator has learned to tell pictures of one style from imitations. Here it says of your pictures, field by field, how much they look like its style to it.',
  discriminator: {
    title: 'Who judges?',
    kept: 'A discriminator that this browser keeps',
    none: 'Only a discriminator can judge, and this browser keeps none yet. It takes some minutes to train one:',
    setUp: 'Set up two GANs on the sample pictures',
    toTraining: 'Go to your training',
    steps: [
      'Begin to train. Both networks learn until step 300, then the transfer begins; the longer, the surer the discriminator.',
      'Stop. Under “Take the networks with you” choose the target discriminator and “Judge pictures with it”.',
    ],
    noneShips:
      'None comes with the studio: what a discriminator says depends on the pictures that it has seen. Or give the files of one of your own:',
    files: 'A discriminator of your own',
    drop: 'Drop a model folder’s files, a zip, a .pth or a .safetensors file.',
    choose: 'Choose files',
    chosen: (names: string) => `Chosen: ${names}`,
    facts: (architecture: string, trainedOn: string) =>
      trainedOn ? `${architecture}, trained on: ${trainedOn}.` : `${architecture}.`,
  },
  pictures: {
    title: 'What is judged?',
    drop: 'Drop the pictures to be judged here.',
    choose: 'Choose pictures',
    samples: 'Or take one that comes with the studio:',
    remove: (name: string) => `Remove ${name}`,
    compare: 'Compare with the original and the style',
    compareAbout:
      'With the photograph that a picture was made of, and a picture of the style, it can be measured what was kept and what was reached.',
    original: 'The original',
    style: 'A picture of the style',
    chooseOne: 'Choose a picture',
    clear: 'Remove',
  },
  size: 'Scale the shorter side to',
  sizeText: (pixels: number) => `${pixels} pixels`,
  sizeHint: 'Discriminators judge best at the size they were trained at.',
  begin: 'Judge',
  needs: 'Choose a discriminator and at least one picture first.',
  working: (done: number, all: number) => `Judging picture ${done + 1} of ${all}…`,
  stop: 'Stop',
  verdict: {
    title: 'The verdict',
    choose: 'Pictures judged',
    number: (percent: string) => `${percent} like its style`,
    words: {
      clearly: 'It takes the picture clearly for its style.',
      rather: 'It rather takes the picture for its style.',
      undecided: 'It is undecided.',
      hardly: 'It rather does not take the picture for its style.',
      no: 'It clearly does not take the picture for its style.',
    },
    details: (probability: string, score: string) =>
      `Mean of sigmoid(score) ${probability}, mean raw score ${score}.`,
    map: (best: string, worst: string) =>
      `Map of the scores over the picture. It looks most like the style ${best}, least ${worst}.`,
    places: {
      top: 'at the top',
      middle: 'in the middle',
      bottom: 'at the bottom',
      left: 'left',
      centre: 'centre',
      right: 'right',
    },
    place: (row: string, column: string) => `${row}, ${column}`,
    opacity: 'Map over picture',
    opacityText: (percent: number) => `${percent} %`,
    legend: { low: 'not its style', middle: 'undecided', high: 'its style' },
    patch: (pixels: number) =>
      `Each field judges about ${pixels} x ${pixels} pixels of the scaled picture, so fields overlap.`,
    noMap: 'This discriminator gives one score for the whole picture, and no map.',
  },
  caveats: {
    title: 'What this is worth',
    list: [
      'It is the opinion of one network about its training pictures, not that of people, and no measure of beauty or authenticity.',
      'A discriminator looks at details such as noise, sharpness and colour, and judges pictures unlike all it has seen by chance.',
      'Only after training with the log loss (a GAN, two GANs) is the number a probability; elsewhere it just orders pictures.',
      'Early in its training it knows little.',
    ],
  },
  distances: {
    title: 'Kept and reached',
    content: (words: string, distance: string) => `Content: ${words} (distance ${distance}).`,
    contentWords: {
      all: 'nearly all of it is kept',
      most: 'most of it is kept',
      part: 'a part of it is kept',
      little: 'little of it is kept',
    },
    styleCloser: (percent: string, now: string, before: string) =>
      `Style: ${percent} of the way from the original to the style is done (distance ${now}, the original’s ${before}).`,
    styleFarther: (now: string, before: string) =>
      `Style: the picture is farther from the style than its original (distance ${now}, the original’s ${before}).`,
    styleOnly: (now: string) =>
      `Style: distance ${now}. Add the original to see what was to be gone.`,
    about:
      'Measured in the features of the Inception stem that ships with Ikat: 0 is the same. Not comparable with LPIPS or FID.',
  },
};
