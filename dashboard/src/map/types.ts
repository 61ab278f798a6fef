/** What the map needs to know of a segment. */
export interface Bubble {
  i: number;
  key: string;
  name: string;
  lane: number;
  /** Hints of place, 0..1: within its stage, and customer value. */
  x: number;
  y: number;
}

/** A bubble in its place, CSS pixels. */
export interface Place {
  x: number;
  y: number;
  r: number;
}

/** Numbers of one moment; arrays are indexed like the bubbles. */
export interface MapNumbers {
  members: Float64Array;
  net: Float64Array;
  flows: { from: number; to: number; count: number }[];
}

export interface MapTheme {
  dark: boolean;
  surface: string;
  line: string;
  accent: string;
  in: string;
  out: string;
  /** Colour per lane, `#rrggbb`. */
  lanes: string[];
}

export const flowsDrawnMax = 64;
export const streaksMax = 2_000;

/** `#rgb` or `#rrggbb` as one number: style sheets are minified. */
export function colourValue(hex: string): number {
  const digits = hex.slice(1);
  return Number.parseInt(digits.length === 3 ? [...digits].map((d) => d + d).join('') : digits, 16);
}

export function withAlpha(hex: string, alpha: number): string {
  const value = colourValue(hex);
  return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, ${alpha})`;
}

/** Mixes two colours, 0 = the first. */
export function mix(a: string, b: string, share: number): string {
  const [p, q] = [colourValue(a), colourValue(b)];
  const channel = (shift: number) =>
    Math.round(((p >> shift) & 255) * (1 - share) + ((q >> shift) & 255) * share).toString(16).padStart(2, '0');
  return `#${channel(16)}${channel(8)}${channel(0)}`;
}
