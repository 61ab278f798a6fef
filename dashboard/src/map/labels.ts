import type { Bubble, Place } from './types';

export interface LabelText {
  members: string;
  net: string;
  tone: 'in' | 'out' | 'flat';
  /** The whole sentence for a screen reader. */
  spoken: string;
}

export interface LabelEvents {
  hover(i: number): void;
  choose(i: number): void;
  key(i: number, event: KeyboardEvent): void;
}

interface Label {
  button: HTMLButtonElement;
  text: HTMLSpanElement;
  members: HTMLSpanElement;
  net: HTMLSpanElement;
  spoken: string;
}

/** The bubbles as buttons with their labels, in the document rather than on the canvas: readable, focusable, zoomable. */
export class Labels {
  private items: Label[] = [];

  constructor(
    private readonly host: HTMLElement,
    private readonly events: LabelEvents,
  ) {}

  build(bubbles: Bubble[], places: Place[]): void {
    this.host.replaceChildren();
    this.items = bubbles.map((bubble, i) => this.create(bubble, places[i], i));
    this.host.append(...this.items.flatMap((item) => [item.button, item.text]));
  }

  private create(bubble: Bubble, place: Place, i: number): Label {
    const button = document.createElement('button');
    const size = Math.max(24, place.r * 2);
    button.type = 'button';
    button.className = 'bubble';
    button.dataset.segment = bubble.key;
    button.tabIndex = i === 0 ? 0 : -1;
    button.style.cssText = `left:${place.x - size / 2}px;top:${place.y - size / 2}px;width:${size}px;height:${size}px`;
    const [text, name, line, members, net] = ['span', 'span', 'span', 'span', 'span'].map((tag) =>
      document.createElement(tag));
    text.className = 'bubble-text';
    text.style.left = `${place.x}px`;
    text.style.top = `${place.y + place.r + 4}px`;
    text.setAttribute('aria-hidden', 'true');
    name.className = 'bubble-name';
    name.textContent = bubble.name;
    line.className = 'bubble-line';
    line.append(members, net);
    text.append(name, line);
    button.addEventListener('pointerenter', () => this.events.hover(i));
    button.addEventListener('pointerleave', () => this.events.hover(-1));
    button.addEventListener('focus', () => this.events.hover(i));
    button.addEventListener('blur', () => this.events.hover(-1));
    button.addEventListener('click', () => this.events.choose(i));
    button.addEventListener('keydown', (event) => this.events.key(i, event));
    return { button, text, members, net, spoken: '' };
  }

  write(i: number, text: LabelText): void {
    const item = this.items[i];
    if (!item || item.spoken === text.spoken) return;
    item.spoken = text.spoken;
    item.button.setAttribute('aria-label', text.spoken);
    item.members.textContent = text.members;
    item.net.textContent = text.net;
    item.net.className = `net ${text.tone}`;
  }

  focus(i: number): void {
    for (const item of this.items) item.button.tabIndex = -1;
    this.items[i].button.tabIndex = 0;
    this.items[i].button.focus();
  }

  mark(focus: number, pinned: number, neighbours: Set<number>): void {
    this.items.forEach(({ button, text }, i) => {
      text.classList.toggle('dim', focus >= 0 && i !== focus && !neighbours.has(i));
      button.setAttribute('aria-pressed', String(i === pinned));
    });
  }
}
