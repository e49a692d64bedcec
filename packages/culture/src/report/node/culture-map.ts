import type { ReportBlock } from '../report-model.js';
import { plotTools } from './plot-tools.js';

const WIDTH = 420;
const HEIGHT = 340;
const MARGIN = 40;

type CultureMap = Extract<ReportBlock, { kind: 'map' }>;

/** Cultures on a plane, by their numbers; one unit is as long across as up. */
export async function cultureMap({ points }: CultureMap): Promise<string> {
  const { Plot, document } = await plotTools();
  const [x, y] = [axisOf(points.map((point) => point.x)), axisOf(points.map((point) => point.y))];
  const unit = Math.min(
    (WIDTH - 2 * MARGIN) / (x.domain[1] - x.domain[0]),
    (HEIGHT - 2 * MARGIN) / (y.domain[1] - y.domain[0]),
  );
  const sides = labelSides(points.map((point): Place => [unit * point.x, -unit * point.y]));
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height: HEIGHT,
    margin: MARGIN,
    style: { background: 'none', fontSize: '12px', fontFamily: 'inherit', overflow: 'visible' },
    x: { ...x, axis: null },
    y: { ...y, axis: null },
    aspectRatio: 1,
    marks: [
      Plot.frame({ stroke: 'var(--line)' }),
      Plot.dot(points, {
        x: 'x',
        y: 'y',
        r: 5,
        stroke: 'var(--mark)',
        strokeWidth: 2,
        fill: ({ hollow }: CultureMap['points'][number]) =>
          hollow ? 'var(--page)' : 'var(--mark)',
      }),
      ...points.map((point, place) =>
        Plot.text([point], {
          x: 'x',
          y: 'y',
          text: () => `${place + 1}`,
          dx: sides[place]![0],
          dy: sides[place]![1],
          fill: 'currentColor',
        }),
      ),
    ],
  });
  plot.setAttribute('aria-hidden', 'true');
  return plot.outerHTML;
}

type Place = readonly [x: number, y: number];

const SIDES: readonly Place[] = [
  [14, 0],
  [-14, 0],
  [0, -14],
  [0, 14],
];

/** Where each number stands beside its point: on the side that is farthest from all else. */
function labelSides(places: readonly Place[]): Place[] {
  const taken: Place[] = [...places];
  return places.map((place) => {
    const others = taken.filter((other) => other !== place);
    const room = SIDES.map((side) => {
      const [x, y] = moved(place, side);
      return Math.min(25, ...others.map((other) => Math.hypot(other[0] - x, other[1] - y)));
    });
    const side = SIDES[room.indexOf(Math.max(...room))]!;
    taken.push(moved(place, side));
    return side;
  });
}

const moved = (place: Place, side: Place): Place => [place[0] + side[0], place[1] + side[1]];

function axisOf(values: readonly number[]): { domain: [number, number] } {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.18 * (high - low || 1);
  return { domain: [low - room, high + room] };
}
