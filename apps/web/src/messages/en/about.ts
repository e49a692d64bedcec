/** The words of the room `about`. */
export const about = {
  heading: 'About this studio',
  lead: 'Ikat is GAN image style transfer, and the study of cultural difference in it. One idea, many styles: as yarn is dyed before it is woven in Japan, Uzbekistan, Indonesia, India and Guatemala.',
  privacy: {
    heading: 'Nothing leaves this machine',
    text: 'Pictures, models and trainings stay in this browser. The page asks no server but the one it came from, and only for its own files; it counts nobody. Its security policy forbids the browser anything else.',
    offline: 'After the first visit it works without a network.',
    kept: 'Trainings and models that you keep are stored in this browser. Clearing the data of this site deletes them.',
  },
  machine: {
    heading: 'What computes here',
    measure: 'Measure my machine',
    stop: 'Stop',
    measuring: 'Measuring: each task some times, the middle time counts…',
    hint: 'Paints one picture of 256 × 256 and trains one step of a small GAN, six times each.',
    stylise: 'Paint 256 × 256 (5 blocks, 16 filters)',
    ganStep: 'Train one GAN step (28 × 28, batch 64)',
    milliseconds: (time: number) => `${time < 100 ? time.toFixed(1) : Math.round(time)} ms`,
    copy: 'Copy as text',
    copied: 'Copied.',
    cores: (count: number) => `${count} processor threads`,
    report: 'Result',
  },
  sources: {
    heading: 'Pictures and models, and whose they are',
    photos: 'Photographs',
    styles: 'Style pictures',
    models: 'Models',
    noModels: 'No model came with this studio.',
    after: (work: string) => `After ${work}`,
    more: 'Labels and licences',
    licences: (names: string) => `Licences of what it learned from: ${names}`,
    cultures: 'Culture, as labelled: ',
    labels:
      'Labels of culture are those of the sources; each says what it rests on. A label is not a judgement of who owns a style.',
    gpl: 'Text of the GPL 3.0',
  },
  software: {
    heading: 'Software',
    own: 'Ikat is free software under the Apache License 2.0.',
    others: 'It stands on others, whose licences travel with their packages:',
  },
};
