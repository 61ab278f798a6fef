import { colourValue } from '../map/types';

const stops = 6;

/** The heat ramp of the current theme, from the style sheet, as a function of 0..1. */
export function heatRamp(): (share: number) => string {
  const style = getComputedStyle(document.documentElement);
  const colours = Array.from({ length: stops }, (_, k) => rgb(style.getPropertyValue(`--heat-${k}`).trim()));
  return (share) => {
    const at = Math.min(1, Math.max(0, share)) * (stops - 1);
    const low = Math.min(stops - 2, Math.floor(at));
    const mixed = colours[low].map((channel, c) => Math.round(channel + (colours[low + 1][c] - channel) * (at - low)));
    return `rgb(${mixed.join(' ')})`;
  };
}

function rgb(hex: string): number[] {
  const value = colourValue(hex);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
