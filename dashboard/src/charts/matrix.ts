import { heatRamp } from './heat';

export interface MatrixData {
  names: string[];
  /** CSS colour of each segment's stage. */
  tones: string[];
  /** Stage of each segment: a gap separates stages. */
  lanes: number[];
  cells: { from: number; to: number; count: number }[];
}

export interface MatrixPlan {
  label: number;
  cell: number;
  row: number;
  height: number;
  /** Left edge of each column and top edge of each row, without the label and the top margin. */
  columns: number[];
  rows: number[];
}

/** Rows grow to about this height together, so that few segments make a readable matrix too. */
const heightWanted = 440;
const laneGap = 4;
const strip = 4;
const top = 4;

/** Indices in the order of stages, then from high to low value: neighbours on the map are neighbours here. */
export function stageOrder(dict: { i: number; lane: number; y: number }[]): number[] {
  return dict.toSorted((a, b) => a.lane - b.lane || b.y - a.y || a.i - b.i).map((entry) => entry.i);
}

/** The matrix of a dictionary's segments; cells carry its indices. */
export function matrixOf(
  dict: { i: number; lane: number; y: number; name: string }[], tone: (i: number) => string, cells: MatrixData['cells'],
): MatrixData {
  const order = stageOrder(dict);
  const place = new Map(order.map((i, at) => [i, at]));
  return {
    names: order.map((i) => dict[i].name),
    tones: order.map(tone),
    lanes: order.map((i) => dict[i].lane),
    cells: cells.map(({ from, to, count }) => ({ from: place.get(from)!, to: place.get(to)!, count })),
  };
}

export function plan(data: Pick<MatrixData, 'names' | 'lanes'>, width: number): MatrixPlan {
  const n = Math.max(1, data.names.length);
  const label = Math.min(width * 0.34, 14 + Math.max(...data.names.map((name) => name.length), 4) * 5.9);
  const gaps = data.lanes.filter((lane, k) => k > 0 && lane !== data.lanes[k - 1]).length;
  const cell = Math.min(64, (width - label - strip - 6 - gaps * laneGap) / n);
  const row = Math.min(44, Math.max(17.2, heightWanted / n), Math.max(17.2, cell));
  const places = (size: number) => {
    let at = 0;
    return data.lanes.map((lane, k) => {
      if (k > 0) at += size + (lane !== data.lanes[k - 1] ? laneGap : 0);
      return at;
    });
  };
  const rows = places(row);
  return { label, cell, row, columns: places(cell), rows, height: top + (rows.at(-1) ?? 0) + row + strip + 10 };
}

/** Draws the from → to matrix: rows are where customers came from. Heat on a root scale, so that small flows show. */
export function drawMatrix(context: CanvasRenderingContext2D, data: MatrixData, p: MatrixPlan): void {
  const style = getComputedStyle(document.documentElement);
  const ramp = heatRamp();
  const left = p.label + strip + 6;
  const resolve = (colour: string) => (colour.startsWith('var(') ? style.getPropertyValue(colour.slice(4, -1)).trim() : colour);
  const empty = style.getPropertyValue('--cell').trim();
  context.font = `500 ${p.row < 16 ? 9.5 : p.row < 24 ? 10.5 : 12}px Inter, system-ui, sans-serif`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  data.names.forEach((name, i) => {
    const y = top + p.rows[i];
    context.fillStyle = style.getPropertyValue('--muted').trim();
    context.fillText(fit(context, name, p.label - 8), p.label - 6, y + p.row / 2);
    context.fillStyle = resolve(data.tones[i]);
    context.fillRect(p.label, y + 0.5, 3, p.row - 1.5);
    context.fillRect(left + p.columns[i] + 0.5, top + (p.rows.at(-1) ?? 0) + p.row + 5, p.cell - 1.5, 3);
    context.fillStyle = empty;
    data.names.forEach((_, j) => {
      if (i !== j) context.fillRect(left + p.columns[j] + 0.5, y + 0.5, p.cell - 1.5, p.row - 1.5);
    });
    context.fillRect(left + p.columns[i] + p.cell / 2 - 1.5, y + p.row / 2 - 1.5, 2, 2);
  });
  const most = data.cells.reduce((max, cell) => Math.max(max, cell.count), 1);
  for (const { from, to, count } of data.cells) {
    context.fillStyle = ramp(Math.sqrt(count / most));
    context.fillRect(left + p.columns[to] + 0.5, top + p.rows[from] + 0.5, p.cell - 1.5, p.row - 1.5);
  }
}

/** The cell under a point, or null. */
export function cellAt(p: MatrixPlan, x: number, y: number): { from: number; to: number } | null {
  const left = p.label + strip + 6;
  const to = p.columns.findIndex((at) => x - left >= at && x - left < at + p.cell);
  const from = p.rows.findIndex((at) => y - top >= at && y - top < at + p.row);
  return from >= 0 && to >= 0 && from !== to ? { from, to } : null;
}

function fit(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let cut = text;
  while (cut.length > 1 && context.measureText(`${cut}…`).width > width) cut = cut.slice(0, -1);
  return `${cut}…`;
}
