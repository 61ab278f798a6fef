/**
 * French spacing: no-break spaces where the dictionary is written with plain ones, so that no line begins with a colon. They are
 * narrow before `;`, `!` and `?`, and wide before `:`, within « » and between a number and its unit.
 */
export function typeset(text: string): string {
  return text
    .replaceAll('« ', '«\u00a0')
    .replaceAll(' »', '\u00a0»')
    .replaceAll(' :', '\u00a0:')
    .replace(/(?<=[\d}]) (?=(?:s|min|h|j)$)/g, '\u00a0')
    .replace(/ (?=[;!?])/g, '\u202f');
}
