/**
 * French spacing: no-break spaces where the dictionary is written with plain ones, so that no line begins with a colon. They are
 * narrow before `;`, `!` and `?`, and wide before `:` and within « ».
 */
export function typeset(text: string): string {
  return text
    .replaceAll('« ', '«\u00a0')
    .replaceAll(' »', '\u00a0»')
    .replaceAll(' :', '\u00a0:')
    .replace(/ (?=[;!?])/g, '\u202f');
}
