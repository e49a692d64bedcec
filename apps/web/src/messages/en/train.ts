type Numbers = Readonly<Record<string, number>>;

/** The words of the room `train`. */
export const train = {
  heading: 'Train',
  lead: 'Two networks learn from your pictures, here in the browser: one makes pictures, the other judges them. Small networks on small pictures show within minutes what such learning looks like; for large ones there is the command line.',
  kept: {
    title: 'Trainings that this browser keeps',
    words: (name: string, clock: string, step: string) =>
      `${name}, from ${clock}, step ${step}: go on or discard?`,
    seconds: (text: string) => `${text} of training`,
    lastPictures: 'Its last pictures',
    resume: 'Go on',
    discard: 'Discard',
    discardSure: 'Discard for good',
    keep: 'Keep it',
    look: 'Save its networks',
  },
  algorithms: {
    label: 'What shall be trained?',
    gan: {
      name: 'A GAN',
      about: 'Learns to draw 28 x 28 characters out of noise.',
    },
    dual: {
      name: 'Style transfer by two GANs',
      about:
        'One learns the style of your photographs, one that of your paintings; then the first makes the pictures and the discriminator of the second judges them.',
    },
    cyclegan: {
      name: 'CycleGAN',
      about: 'Two generators, there and back again: what comes back has to be what went in.',
    },
  },
  data: {
    glyphs: 'Characters to learn from',
    sampleGlyphs: '6,400 characters of eight scripts, which come with the studio',
    ownFile: 'An IDX file of your own (28 x 28, such as MNIST)',
    chooseFile: 'Choose an IDX file',
    chosenFile: (name: string, size: string) => `${name}, ${size}`,
    source: 'Pictures to transfer',
    sourceHint: 'For example photographs.',
    target: 'Pictures of the style',
    targetHint: 'For example paintings of one painter.',
    drop: 'Drop pictures here, as many as you have.',
    choose: 'Choose pictures',
    samples: 'Take the sample pictures',
    samplesCredit: 'Where the sample pictures are from',
    count: (n: number) => (n === 1 ? '1 picture' : `${n} pictures`),
    reading: (done: number, all: number) => `Reading ${done} of ${all}…`,
    clear: 'Remove all',
    refused: (n: number) => (n === 1 ? '1 file was left out:' : `${n} files were left out:`),
    tooFew: (fewest: number) => `At least ${fewest} are needed.`,
    few: 'With so few pictures the networks learn these by heart. A hundred is better.',
    thumb: (name: string) => `Picture ${name}`,
  },
  settings: {
    title: 'Settings',
    size: 'Side of the pictures',
    sizeText: (pixels: number) => `${pixels} pixels`,
    filters: 'Width of the networks',
    blocks: 'Blocks of the generators',
    batch: 'Pictures a step',
    learningRate: 'Learning rate',
    seed: 'Seed: the same gives the same training',
    styleWeight: "Weight of the style: how near the target generator's picture",
    contentWeight: 'Weight of the content: how near the photograph',
    learningSteps: 'Steps before the transfer begins',
    cycleWeight: 'Weight of the way back',
    identityWeight: 'Weight of leaving alone what is of the style',
    reset: 'Back to the defaults',
  },
  begin: 'Begin to train',
  needs: {
    idx: 'Choose an IDX file first.',
    pictures: (fewest: number) => `Add at least ${fewest} pictures of each kind first.`,
  },
  course: {
    stages: {
      starting: 'Getting ready…',
      running: 'Training',
      pausing: 'Coming to rest…',
      paused: 'At rest',
      stopping: 'Stopping and saving…',
      stopped: 'Stopped',
    },
    step: 'Step',
    speed: 'Steps a second',
    time: 'Time',
    parameters: 'Numbers that are learned',
    phase: {
      learning: (left: string) => `Both learn their styles; the transfer begins in ${left} steps.`,
      transfer: 'The transfer is on: the source generator makes, the target discriminator judges.',
    },
    pause: 'Pause',
    resume: 'Go on',
    stop: 'Stop',
    again: 'Train something else',
    saved: (step: string, clock: string) => `Saved at step ${step}, ${clock}.`,
    recovered: (step: string) =>
      `The browser took the graphics processor away; the training went on from the save at step ${step}.`,
    unsaved:
      'The browser has no room to save this training. It goes on, but a reload would lose it.',
    announce: (stage: string, step: string) => `${stage}, step ${step}.`,
  },
  samples: {
    title: 'What it makes',
    gan: (step: string) =>
      `Characters that the generator makes at step ${step}, always from the same noise.`,
    dual: 'First row: photographs. Second: what the source generator makes of them. Third: what the target generator makes of them.',
    cyclegan: 'First row: photographs. Second: in the target style. Third: back again.',
  },
  losses: {
    title: 'How it goes',
    families: {
      game: 'The game: generators and discriminators',
      picture: 'The pictures: style, content, way back',
      diversity: 'How different the made pictures are (1: as the real ones)',
    },
    chart: (title: string) => `Curves: ${title}. The table below says the same in numbers.`,
    table: 'The same as a table',
    columns: { name: 'Loss', first: 'At first', now: 'Now', course: 'Its course' },
    courses: { falls: 'falls', rises: 'rises', level: 'stays level', new: 'just begun' },
    names: {
      generator: 'Generator',
      discriminator: 'Discriminator',
      diversity: 'Diversity',
      transfer: 'Transfer, judged by the target discriminator',
      sourceGenerator: 'Source generator',
      sourceDiscriminator: 'Source discriminator',
      targetGenerator: 'Target generator',
      targetDiscriminator: 'Target discriminator',
      reproduction: 'Reproduction',
      style: 'Style',
      content: 'Content',
      generatorAB: 'Generator there',
      generatorBA: 'Generator back',
      discriminatorA: 'Discriminator of the source',
      discriminatorB: 'Discriminator of the target',
      cycleA: 'Way back to the source',
      cycleB: 'Way back to the target',
      identityA: 'Source left alone',
      identityB: 'Target left alone',
    } as Record<string, string>,
  },
  health: {
    title: 'Health',
    levels: { good: 'Good.', warning: 'Look here.', bad: 'Trouble.' },
    kinds: {
      nothing: () => 'Nothing has been measured yet.',
      few: () => 'A few measurements only: too early to say how it goes.',
      early: (_name: string, { step }: Numbers) =>
        `Too early to tell: step ${step!}. In the first 1,000 steps the losses of networks that play against each other say little.`,
      calm: (_name: string, { discriminators }: Numbers) =>
        `No sign of trouble: every number is finite${discriminators ? ', and the discriminator has not won' : ''}.`,
      broken: (name: string, { step }: Numbers) =>
        `${name} is no number since step ${step}. Go on from an earlier save with a lower learning rate.`,
      recovered: (name: string, { step }: Numbers) =>
        `${name} was no number at step ${step}, and recovered.`,
      discriminatorWins: (name: string) =>
        `${name} has been near 0 for the last fifth of the training: the discriminator wins, and the generator learns little from it. More pictures or a lower learning rate may help.`,
      alike: () =>
        'The made pictures are nearly all alike, whatever the noise. A lower learning rate or more pictures a step may help.',
      similar: (_name: string, { median }: Numbers) =>
        `The made pictures look alike: their diversity is ${median!.toFixed(2)} (1 is that of the real ones; below 0.3 counts as alike). Every training begins like that; if it stays so for thousands of steps, a lower learning rate or more pictures a step may help.`,
      still: (name: string) => `${name} does not move at all: the learning rate may be too small.`,
      rising: (name: string, { times }: Numbers) =>
        `${name} has risen to ${times!.toFixed(1)} times what it was halfway. An earlier state may be the better one.`,
      atRest: (name: string) =>
        `${name} has come to rest: more steps of the same kind will change little.`,
    },
  },
  exports: {
    title: 'Take the networks with you',
    about: (step: string) =>
      `Each is one zip file: a model folder that the Judge and Stylise rooms, the command line and programs read. As of the last save, step ${step}.`,
    network: 'Network',
    save: 'Save as a file',
    working: 'Packing…',
    judge: 'Judge pictures with it',
    networks: {
      generator: 'Generator',
      discriminator: 'Discriminator',
      sourceGenerator: 'Source generator: makes the transfer',
      sourceDiscriminator: 'Source discriminator',
      targetGenerator: 'Target generator',
      targetDiscriminator: 'Target discriminator: judges the style',
      generatorAB: 'Generator there: makes the transfer',
      generatorBA: 'Generator back',
      discriminatorA: 'Discriminator of the source',
      discriminatorB: 'Discriminator of the target: judges the style',
    } as Record<string, string>,
  },
};
