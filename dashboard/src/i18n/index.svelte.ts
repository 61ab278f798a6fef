import { dictionaries } from './dictionaries';
import { Formats, type Lang } from './format';
import { fill, type MessageArgs } from './message';
import type { MessageKey } from './fr';
import { prefs } from '../state/prefs.svelte';

const formats: Record<Lang, Formats> = { fr: new Formats('fr'), en: new Formats('en') };

/** Formats of the current language. Reading it in a component makes that follow the language. */
export function format(): Formats {
  return formats[prefs.lang];
}

export function t(key: MessageKey, args?: MessageArgs): string {
  const message = dictionaries[prefs.lang][key];
  return args ? fill(message, args, prefs.lang, format().integer) : message;
}

/** A message whose key is only known at run time, or the fallback where the dictionary has none. */
export function tMaybe(key: string, fallback: string): string {
  return (dictionaries[prefs.lang] as Record<string, string>)[key] ?? fallback;
}
