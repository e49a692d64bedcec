// How fast comparisons and imports are: seconds of processor time, and the most memory.
import { compareCultures, cultureBook, importMet } from '@ikat/culture';
import { randomSource } from '@ikat/random';

function cpuSeconds(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function permutations() {
  const source = randomSource(1);
  const items = Array.from({ length: 600 }, (_, k) => ({
    id: `${k}`,
    culture: k % 2 === 0 ? 'a' : 'b',
    stratum: `${k % 4 < 2}`,
    values: Array.from({ length: 29 }, () => source.normal()),
  }));
  const descriptors = Array.from({ length: 29 }, (_, k) => `${k}`);
  const before = process.cpuUsage();
  compareCultures({ descriptors, items }, { permutations: 999, resamples: 19 });
  console.log(`999 permutations x 600 pictures: ${cpuSeconds(before).toFixed(1)} s of one core`);
}

const ROWS = 300_000;
const columns = [
  'Object ID,Is Public Domain,Culture,Artist Display Name,Artist Nationality,Object Begin Date',
  'Object End Date,Object Date,Medium,Title,Credit Line,Repository',
].join(',');

/** A table as long as the museum's: quoted commas, and a line end in every fifth title. */
function* metTable() {
  yield `\uFEFF${columns}\r\n`;
  for (let row = 1; row <= ROWS; row++) {
    const title = row % 5 === 0 ? `"View ${row},\r\nof a river"` : `"View ${row}, of a river"`;
    const artist = row % 3 === 0 ? 'A Painter|Another' : 'A Painter';
    yield `${row},${row % 2 === 0 ? 'True' : 'False'},"India (Basohli, Jammu)",${artist},Indian|Indian,1690,1700,ca. 1695,"Ink, opaque watercolor on paper",${title},"Gift, 1900",Museum\r\n`;
  }
}

async function met() {
  const before = process.cpuUsage();
  let [items, most] = [0, 0];
  for await (const record of importMet(metTable(), { cultures: cultureBook() })) {
    if (record.kind === 'item') items++;
    if (items % 5000 === 0) most = Math.max(most, process.memoryUsage.rss());
  }
  const seconds = cpuSeconds(before);
  console.log(
    `${ROWS} rows of the Met's form: ${items} items, ${Math.round(ROWS / seconds)} rows for each second of one core, at most ${Math.round(most / 1e6)} MB`,
  );
}

await met();
permutations();
