/** What went wrong, and the way on. */
export const faults = {
  details: 'What the program says',
  dismiss: 'Dismiss',
  restart: 'Start the computing part again',
  kinds: {
    cancelled: { what: 'Stopped.', wayOn: 'Nothing is lost: begin again when you like.' },
    'not-an-image': {
      what: 'This is not a picture that the browser can read.',
      wayOn: 'Give a JPEG, PNG, WebP, AVIF or GIF file.',
    },
    'too-large': {
      what: 'This picture is too large for this device.',
      wayOn: 'Make it smaller, or open it on a machine with more memory.',
    },
    'out-of-memory': {
      what: 'The memory did not suffice.',
      wayOn: 'Close other tabs, take a smaller picture, or compute with WebAssembly.',
    },
    'context-lost': {
      what: 'The browser took the graphics processor away.',
      wayOn: 'Start the computing part again; if it happens again, compute with WebAssembly.',
    },
    'no-backend': {
      what: 'What you chose to compute with does not start here.',
      wayOn: 'Choose another way to compute at the top of the page.',
    },
    'foreign-model': {
      what: 'This is not a model that the studio can read.',
      wayOn:
        'Give all files of a model folder (model.json, weights.bin, ikat.json), a zip of them, or a .pth or .safetensors file of a known generator.',
    },
    network: {
      what: 'A file of the studio could not be loaded.',
      wayOn: 'Look at your connection and try again. What was used before works without one.',
    },
    'storage-full': {
      what: 'The browser has no room left to keep this.',
      wayOn: 'Delete models or trainings that you no longer need, or free space on the disk.',
    },
    'not-a-judge': {
      what: 'This model makes pictures; it does not judge them.',
      wayOn: 'Give a discriminator: training makes one beside every generator.',
    },
    'not-a-painter': {
      what: 'This model judges pictures; it does not make them.',
      wayOn: 'Give a generator: training makes one beside every discriminator.',
    },
    'foreign-data': {
      what: 'This is not a set of images that the studio can read.',
      wayOn: 'Give an IDX file of 28 x 28 images, such as those of MNIST, gzipped or not.',
    },
    'too-few': {
      what: 'There are too few pictures to learn from.',
      wayOn: 'Add pictures: a dozen of each kind is a beginning, a hundred is better.',
    },
    'too-much': {
      what: 'These are more files than the studio reads at once.',
      wayOn: 'Give at most 2,000 files of 2 GB together, for example one folder of those within.',
    },
    'in-use': {
      what: 'This training goes on in another tab or window.',
      wayOn: 'Go there, or stop it there first.',
    },
    diverged: {
      what: 'The training broke: a number grew beyond all bounds.',
      wayOn: 'Go on from the last save, or begin anew with a lower learning rate.',
    },
    other: {
      what: 'Something went wrong.',
      wayOn: 'Try again, or start the computing part again.',
    },
  },
};
