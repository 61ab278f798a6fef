import type { Lang } from '../i18n/format';

export type Theme = 'dark' | 'light';

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage may be forbidden: the choice lasts as long as the page.
  }
}

/** What the viewer chose, kept in this browser. */
class Prefs {
  lang = $state<Lang>(stored('actors.lang') === 'en' ? 'en' : 'fr');
  theme = $state<Theme>(stored('actors.theme') === 'light' ? 'light' : 'dark');
  /** Seconds. */
  window = $state(60);
  segmentation = $state<string>(stored('actors.segmentation') ?? '');
  paused = $state(false);
  asTable = $state(false);

  setLang(lang: Lang): void {
    this.lang = lang;
    document.documentElement.lang = lang;
    store('actors.lang', lang);
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    document.documentElement.dataset.theme = theme;
    store('actors.theme', theme);
  }

  setSegmentation(key: string): void {
    this.segmentation = key;
    store('actors.segmentation', key);
  }
}

export const prefs = new Prefs();
