import { describe, expect, it } from 'vitest';
import { dictionaries } from '../src/i18n/dictionaries';
import { en } from '../src/i18n/en';
import { Formats } from '../src/i18n/format';
import { fr, type MessageKey } from '../src/i18n/fr';
import { fill } from '../src/i18n/message';
import { typeset } from '../src/i18n/typeset';

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

describe('French spacing', () => {
  it('keeps punctuation with the word it belongs to', () => {
    expect([typeset('60 s'), typeset('{n} min')]).toEqual(['60\u00a0s', '{n}\u00a0min']);
    expect(typeset('« {name} » : {n} ; pourquoi ? Voilà !')).toBe('«\u00a0{name}\u00a0»\u00a0: {n}\u202f; pourquoi\u202f? Voilà\u202f!');
  });

  it('is that of every message shown, and of none in English', () => {
    for (const message of Object.values(dictionaries.fr)) expect(message).not.toMatch(/ [:;!?»]|« /);
    expect(dictionaries.fr['why.open']).toBe('Pourquoi\u202f?');
    expect(dictionaries.en).toEqual(en);
  });

  it('leaves what a message is filled with as it was', () => {
    expect(fill(typeset('« {id} »'), { id: 'a : b' }, 'fr', String)).toBe('«\u00a0a : b\u00a0»');
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
    expect(new Formats('fr').money(-1234.5, 'EUR')).toBe('−1\u202f234,50\u00a0€');
    expect(new Formats('en').money(1234.5, 'GBP')).toBe('£1,234.50');
    expect(new Formats('en').signed(4453)).toBe('+4,453');
  });

  it('shorten thousands', () => {
    expect(new Formats('en').compact(411_932)).toBe('411.9k');
    expect(new Formats('fr').compact(411_932)).toBe('411,9\u202fk');
  });
});
