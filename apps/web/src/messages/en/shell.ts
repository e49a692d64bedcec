/** What stands around the rooms. */
export const shell = {
  title: (room: string) => `${room} – Ikat Studio`,
  rooms: { stylise: 'Stylise', train: 'Train', judge: 'Judge', about: 'About' },
  roomsLabel: 'Rooms',
  skip: 'Skip to the room',
  language: 'Language',
  theme: 'Appearance',
  themes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
  privacy: 'Nothing you open here leaves this machine.',
  loading: 'Loading…',
  /** What stands before and after what a label rests on. */
  labelFrom: ['(label from: ', ')'],
  comma: ', ',
  /** Licences that have no name of their own, by their identifiers. */
  licences: {
    'LicenseRef-PublicDomain': 'public domain',
    'LicenseRef-Douros-FreeForAnyUse': 'free for any use (Douros)',
  } as Readonly<Record<string, string>>,
  /** Labels of culture in this language, by the English ones of the sources. */
  cultures: {} as Readonly<Record<string, string>>,
  roomFailed: 'This room could not be loaded. Look at your connection and open it again.',
  backend: {
    label: 'What computes',
    names: { webgl: 'GPU (WebGL)', webgpu: 'GPU (WebGPU)', wasm: 'WebAssembly', cpu: 'JavaScript' },
    automatic: 'Choose for me',
    unknown: 'Looking…',
    starting: 'Starting…',
    failed: 'Nothing computes',
    reason: {
      asked: () => 'You chose it.',
      gpu: (device: string) =>
        `This browser draws with ${device}, the fastest way to compute here.`,
      software: (device: string) =>
        `This browser draws in software (${device}). WebAssembly is faster than that.`,
      none: () => 'This browser offers no WebGL 2 here. WebAssembly does the work.',
    },
    runsOn: (device: string, precision: string, version: string) =>
      `Runs on: ${device}, ${precision}, version ${version}.`,
    /** A device, which the backends name in English. */
    device: (text: string) => text,
    notLoaded: 'It is loaded when there is something to compute.',
    refused: (name: string, message: string) => `${name} did not start: ${message}`,
    change: 'Compute with',
    changeWarns: 'Changing ends what is being computed now.',
    close: 'Close',
  },
};
