/** The address bar as state: history routing, the server answers every page address with index.html. */
class Route {
  path = $state(location.pathname);

  constructor() {
    addEventListener('popstate', () => { this.path = location.pathname; });
  }

  go(path: string): void {
    if (path === location.pathname) return;
    history.pushState(null, '', path);
    this.path = location.pathname;
    window.scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }
}

export const route = new Route();

/** For `onclick` of real links: plain clicks stay inside the page, everything else is the browser's. */
export function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.currentTarget as HTMLAnchorElement;
  event.preventDefault();
  route.go(link.pathname);
}
