export type MessageArgs = Record<string, string | number>;

const plurals = new Map<string, Intl.PluralRules>();

/**
 * Fills an ICU message: `{name}`, and `{n, plural, =0 {…} one {…} other {…}}` in which `#` is the number. `number`
 * writes numbers the language's way.
 */
export function fill(message: string, args: MessageArgs, lang: string, number: (value: number) => string): string {
  let out = '';
  let at = 0;
  while (at < message.length) {
    const open = message.indexOf('{', at);
    if (open < 0) return out + message.slice(at);
    const close = closing(message, open);
    out += message.slice(at, open) + argument(message.slice(open + 1, close), args, lang, number);
    at = close + 1;
  }
  return out;
}

function argument(inner: string, args: MessageArgs, lang: string, number: (value: number) => string): string {
  const [name, kind] = inner.split(',', 2).map((part) => part.trim());
  const value = args[name] ?? '';
  if (kind !== 'plural') return typeof value === 'number' ? number(value) : value;
  const n = Number(value);
  let rules = plurals.get(lang);
  if (!rules) plurals.set(lang, (rules = new Intl.PluralRules(lang)));
  const branches = branchesOf(inner.slice(inner.indexOf('plural') + 'plural'.length));
  const chosen = branches.get(`=${n}`) ?? branches.get(rules.select(n)) ?? branches.get('other') ?? '';
  return fill(chosen.replaceAll('#', number(n)), args, lang, number);
}

function branchesOf(text: string): Map<string, string> {
  const branches = new Map<string, string>();
  let at = 0;
  for (;;) {
    const open = text.indexOf('{', at);
    if (open < 0) return branches;
    const close = closing(text, open);
    branches.set(text.slice(at, open).replace(',', '').trim(), text.slice(open + 1, close));
    at = close + 1;
  }
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at;
  }
  throw new Error(`Unclosed brace in: ${text}`);
}
