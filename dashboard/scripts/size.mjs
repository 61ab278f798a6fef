// Prints the gzipped sizes of the built dashboard and fails when one is over its budget.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const html = readFileSync(new URL('index.html', dist), 'utf8');
const files = readdirSync(new URL('assets/', dist)).map((name) => {
  const bytes = readFileSync(new URL(`assets/${name}`, dist));
  return { name, kb: (name.endsWith('.woff2') ? bytes : gzipSync(bytes, { level: 9 })).length / 1024 };
});
const sum = (test) => files.filter(test).reduce((total, f) => total + f.kb, 0);
const initial = (f) => html.includes(f.name);
const lazy = files.filter((f) => f.name.endsWith('.js') && !initial(f));
const rows = [
  ['initial JS', sum((f) => f.name.endsWith('.js') && initial(f)), 90],
  ['all CSS', sum((f) => f.name.endsWith('.css')), 12],
  ['font', sum((f) => f.name.endsWith('.woff2')), 50],
  ['largest lazy route', Math.max(0, ...lazy.map((f) => f.kb)), 35],
];
for (const [name, kb, limit] of rows) console.log(`${name.padEnd(20)} ${kb.toFixed(1).padStart(6)} KB of ${limit}`);
process.exitCode = rows.some(([, kb, limit]) => kb > limit) ? 1 : 0;
