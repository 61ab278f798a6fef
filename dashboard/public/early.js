// Before the first paint, so that neither the theme nor the language flashes. A file, not inline: the policy forbids inline scripts.
try {
  const root = document.documentElement;
  root.dataset.theme = localStorage.getItem('actors.theme') === 'light' ? 'light' : 'dark';
  root.lang = localStorage.getItem('actors.lang') === 'en' ? 'en' : 'fr';
} catch {
  // Storage may be forbidden: the defaults of index.html stand.
}
