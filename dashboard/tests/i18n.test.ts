import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';
import { Formats } from '../src/i18n/format';
import { fr, type MessageKey } from '../src/i18n/fr';
import { fill } from '../src/i18n/message';

const argumentNames = (message: string) =>
  [...message.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1]).sort().filter((name, k, all) => name !== all[k - 1]);

describe('the dictionaries', () => {
  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
  });

  it('take the same arguments', () => {
    for (const key of Object.keys(fr) as MessageKey[]) expect([key, argumentNames(en[key])]).toEqual([key, argumentNames(fr[key])]);
  });

  it('leave nothing empty', () => {
    for (const message of [...Object.values(fr), ...Object.values(en)]) expect(message.trim()).not.toBe('');
  });
});

describe('messages', () => {
  const number = (value: number) => String(value);

  it('choose the plural of their language', () => {
    const message = '{n, plural, one {# client} other {# clients}}';
    expect([0, 1, 2].map((n) => fill(message, { n }, 'fr', number))).toEqual(['0 client', '1 client', '2 clients']);
    expect([0, 1, 2].map((n) => fill(message, { n }, 'en', number))).toEqual(['0 clients', '1 client', '2 clients']);
  });

  it('fill names around and inside plurals', () => {
    expect(fill('{a}: {n, plural, =0 {none of {b}} other {# of {b}}}.', { a: 'x', b: 'y', n: 0 }, 'en', number)).toBe('x: none of y.');
  });
});

describe('numbers', () => {
  it('have a true minus and the spaces of their language', () => {
    expect(new Formats('fr').signed(-4453)).toBe('−4\u202f453');
    expect(new Formats('en').signed(4453)).toBe('+4,453');
  });

  it('shorten thousands', () => {
    expect(new Formats('en').compact(411_932)).toBe('411.9k');
    expect(new Formats('fr').compact(411_932)).toBe('411,9\u202fk');
  });
});
