import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';

/** A drawing of curves over steps. */
export interface Plot {
  /** Steps, then one column for each label. */
  show(columns: number[][]): void;
  dispose(): void;
}

/** Colours that the colour-blind can tell apart, and that stand out from paper and from night. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#b8860b', '#56b4e9'];
const DASHES = [[], [8, 4], [2, 3]];
const HEIGHT = 220;

/** Makes an empty drawing that keeps the width of its place. */
export function makePlot(place: HTMLElement, labels: readonly string[]): Plot {
  const ink = () => getComputedStyle(place).getPropertyValue('color');
  const line = () => getComputedStyle(place).getPropertyValue('--line');
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  const width = () => Math.max(240, place.clientWidth);
  const options: uPlot.Options = {
    ...{ width: width(), height: HEIGHT, scales: { x: { time: false } } },
    axes: [axis, { ...axis, size: 56 }],
    legend: { live: false },
    cursor: { show: false },
    series: [
      {},
      ...labels.map((label, index) => ({
        label,
        stroke: COLOURS[index % COLOURS.length]!,
        dash: DASHES[Math.floor(index / COLOURS.length) % DASHES.length]!,
        width: 2,
        points: { show: false },
      })),
    ],
  };
  const plot = new uPlot(options, [[], ...labels.map(() => [])], place);
  const resized = new ResizeObserver(() => plot.setSize({ width: width(), height: HEIGHT }));
  resized.observe(place);
  return {
    show: (columns) => plot.setData(columns as uPlot.AlignedData),
    dispose() {
      resized.disconnect();
      plot.destroy();
    },
  };
}
