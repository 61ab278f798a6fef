export type Lang = 'fr' | 'en';

const locales: Record<Lang, string> = { fr: 'fr-FR', en: 'en-GB' };

/** Number and date formats of one language, made once: `Intl` constructors are slow. Minus is the true sign. */
export class Formats {
  private readonly integers: Intl.NumberFormat;
  private readonly decimals: Intl.NumberFormat;
  private readonly compacts: Intl.NumberFormat;
  private readonly percents: Intl.NumberFormat;
  private readonly moneys = new Map<string, Intl.NumberFormat>();
  private readonly dates: Intl.DateTimeFormat;
  private readonly instants: Intl.DateTimeFormat;
  private readonly days: Intl.DateTimeFormat;

  constructor(readonly lang: Lang) {
    const locale = locales[lang];
    this.integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    this.decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    this.compacts = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
    this.percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    this.dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
    this.instants = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    this.days = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });
  }

  integer = (value: number): string => minus(this.integers.format(value));
  decimal = (value: number): string => minus(this.decimals.format(value));
  percent = (value: number): string => minus(this.percents.format(value));

  compact = (value: number): string =>
    minus(this.compacts.format(value)).replace('K', 'k').replace(/[\s\u00a0](?=\D)/, '\u202f');

  /** An amount with the sign of its currency, where the language writes it. */
  money(value: number, currency: string): string {
    let format = this.moneys.get(currency);
    if (!format) {
      format = new Intl.NumberFormat(locales[this.lang], { style: 'currency', currency });
      this.moneys.set(currency, format);
    }
    return minus(format.format(value));
  }

  /** A rate: a decimal only while it is small. */
  rate = (value: number): string => (value < 20 ? this.decimal(value) : this.integer(value));

  /** "+1 240", "−310", "0". */
  signed = (value: number): string => (value > 0 ? `+${this.integer(value)}` : this.integer(value));

  date = (ms: number): string => this.dates.format(ms);
  instant = (ms: number): string => this.instants.format(ms);
  day = (ms: number): string => this.days.format(ms);
}

/** The mark that goes with every sign, so that colour is never alone. */
export function arrow(value: number): string {
  return value > 0 ? '▲' : value < 0 ? '▼' : '';
}

function minus(text: string): string {
  return text.replace('-', '−');
}
