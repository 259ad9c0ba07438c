import { BarChart, type BarSeriesOption, LineChart, type LineSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  MarkLineComponent,
  TitleComponent,
  type TitleComponentOption,
} from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, MarkLineComponent, TitleComponent, SVGRenderer]);

type PlotOption = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption | TitleComponentOption>;

/** A plot of docs/figures.md. */
export interface Plot {
  /** Name of the file in docs/figures/, without `.svg`. */
  readonly name: string;
  readonly title: string;
  /** What the plot shows, for those who do not see it. */
  readonly description: string;
  /** In pixels. The width is that of a page on GitHub. */
  readonly height: number;
  readonly option: PlotOption;
}

const width = 800;

/** The colours on a light page, as they stand in the plots. */
export const colours = {
  text: '#1f2328',
  muted: '#59636e',
  line: '#d1d9e0',
  baseline: '#aab4be',
  first: '#0969da',
  second: '#bc4c00',
} as const;

/** Shades of the first colour, which are readable on both pages. */
export const shades = ['#0a5cc2', '#2f81f7', '#57a0fb', '#80bafc', '#a9d1fd', '#c9e3fe'] as const;

/** The colours on a dark page that are other ones. */
const darkColours: Readonly<Record<keyof typeof colours, string>> = {
  text: '#f0f6fc',
  muted: '#9198a1',
  line: '#3d444d',
  baseline: '#656c76',
  first: '#58a6ff',
  second: '#f0883e',
};

/** A style sheet rule is stronger than an attribute, so it replaces the colours of the elements. */
const style = `@media (prefers-color-scheme: dark) {${Object.entries(darkColours)
  .map(([name, dark]) => {
    const light = colours[name as keyof typeof colours];
    return `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`;
  })
  .join('')}}`;

/** An axis without marks: each value of the plot has a label of its own. */
export const hiddenAxis = { type: 'value', show: false, splitLine: { show: false } } as const;

/** The label of an axis or of a mark. */
export const label = { color: colours.text, fontSize: 13, fontFamily: 'sans-serif' } as const;
export const mutedLabel = { ...label, color: colours.muted, fontSize: 12 } as const;

/** Draws a plot as SVG: the same plot as the same text, without a script, on a transparent background. */
export function draw({ title, description, height, option }: Plot): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: 'sans-serif' }, ...option });
  const svg = chart.renderToSVGString();
  // Otherwise, a timer of the chart keeps the process alive.
  chart.dispose();
  const described = `<title>${escapeXml(title)}</title>\n<desc>${escapeXml(description)}</desc>\n<style>${style}</style>`;
  return `${svg
    .replace(/<style >[\s\S]*?<\/style>\n?/, '')
    // What a page with a script would need, and the counter of charts in names.
    .replaceAll(/ (?:ecmeta_\w+|pointer-events|class)="[^"]*"/g, '')
    .replaceAll(/\bzr\d+-/g, 'zr-')
    .replaceAll(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))))
    .replace(' xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" baseProfile="full"', ' role="img"')
    .replace('>\n', `>\n${described}\n`)
    .trim()}\n`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
