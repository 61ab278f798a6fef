import { en } from './en';
import type { Lang } from './format';
import { fr, type MessageKey } from './fr';
import { typeset } from './typeset';

type Dictionary = Record<MessageKey, string>;

/** Every message as it is shown. */
export const dictionaries: Record<Lang, Dictionary> = {
  fr: Object.fromEntries(Object.entries(fr).map(([key, message]) => [key, typeset(message)])) as Dictionary,
  en,
};
