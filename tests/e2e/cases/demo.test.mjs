// The demo as a viewer meets it: lively, within its budgets, readable by everybody.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { eventually, launch, number, open, settled } from '../lib/browser.mjs';
import { Server } from '../lib/server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pages = ['/', '/segments', '/segments/champions', '/customers', 'CUSTOMER', '/migrations', '/status'];

describe('demo', () => {
  let server;
  let browser;
  let customer;
  before(async () => {
    server = await new Server('demo', ['--open-loopback', '--customers', '5000']).start();
    browser = await launch();
    customer = await eventually(async () => {
      const page = await server.json('/api/changes?segment=lifecycle/champions&limit=1');
      assert.ok(page.items[0]?.customerId);
      return page.items[0].customerId;
    }, 60_000, 500);
  });
  after(async () => {
    await browser?.close();
    await server?.end();
  });

  const moving = async (page) => {
    await page.locator('.bubble').first().waitFor({ timeout: 15_000 });
    await eventually(async () => assert.ok(number(await page.locator('[data-kpi="rate"]').innerText()) > 0), 15_000);
  };

  test('customers visibly move, by frames within the budget of their size', async () => {
    const sizes = [];
    const page = await open(browser, server.base, '/', {
      before: (p) => p.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => {
        if (String(payload).includes('"target":"frame"')) sizes.push(payload.length);
      })),
    });
    await moving(page);
    await eventually(async () => assert.ok(Number(await page.locator('.layers').getAttribute('data-streaks')) > 0), 20_000);
    sizes.length = 0;
    await eventually(() => assert.ok(sizes.length >= 60), 30_000, 250);
    // 25 KB a second, ten frames a second at the most.
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    assert.ok(mean <= 2.5 * 1_024, `${Math.round(mean)} bytes a frame`);
    assert.deepEqual(page.problems, []);
    await page.context().close();
  });

  test('no request leaves the origin', async () => {
    const foreign = [];
    const page = await open(browser, server.base, '/', {
      before: (p) => {
        const note = (url) => { if (!/^(data:|blob:)/.test(url) && new URL(url).host !== new URL(server.base).host) foreign.push(url); };
        p.on('request', (request) => note(request.url()));
        p.on('websocket', (socket) => note(socket.url()));
      },
    });
    await moving(page);
    for (const path of pages) await page.goto(server.base + path.replace('CUSTOMER', `/customers/${encodeURIComponent(customer)}`), { waitUntil: 'load' });
    assert.deepEqual(foreign, []);
    await page.context().close();
  });

  test('with reduced motion there are no streaks, and the same numbers', async () => {
    const page = await open(browser, server.base, '/', { still: true });
    await moving(page);
    // Two more changes of what the map says: customers moved meanwhile, and were drawn.
    for (let changes = 0; changes < 2; changes++) {
      const said = await page.locator('[data-summary]').innerText();
      await eventually(async () => assert.notEqual(await page.locator('[data-summary]').innerText(), said), 20_000);
    }
    assert.equal(await page.locator('.layers').getAttribute('data-streaks'), '0');
    const blank = await page.locator('canvas[data-layer="streaks"]').evaluate((canvas) =>
      canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.every((value) => value === 0));
    assert.ok(blank, 'the layer of the streaks is empty');
    assert.match(await page.locator('.bubble').first().getAttribute('aria-label'), /client/);
    await page.context().close();
  });

  test('the map shows as a table with the same pairs', async () => {
    const page = await open(browser, server.base);
    await moving(page);
    await page.getByRole('button', { name: 'Afficher en tableau' }).click();
    await page.getByRole('region', { name: 'Migrations par couple départ → arrivée' }).getByRole('row').nth(1).waitFor({ timeout: 15_000 });
    assert.equal(await page.locator('canvas').count(), 0);
    await page.context().close();
  });

  test('bubbles are reached by keyboard and arrows lead to a neighbour', async () => {
    const page = await open(browser, server.base);
    await moving(page);
    await page.locator('.bubble').first().focus();
    const first = await page.evaluate(() => document.activeElement.dataset.segment);
    for (const key of ['ArrowRight', 'ArrowUp', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key);
    for (const key of ['ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    const other = await page.evaluate(() => document.activeElement.dataset.segment);
    assert.ok(other, 'the focus stays on the map');
    assert.notEqual(other, undefined);
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.bubble[aria-pressed="true"]').count(), 1);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.bubble[aria-pressed="true"]').count(), 0);
    assert.ok(first);
    await page.context().close();
  });

  for (const width of [390, 1024, 1440, 1920]) {
    test(`nothing runs out of the page at ${width} pixels`, async () => {
      const page = await open(browser, server.base, '/', { width });
      for (const path of pages) {
        await page.goto(server.base + path.replace('CUSTOMER', `/customers/${encodeURIComponent(customer)}`));
        await settled(page);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(over <= 0, `${path} is ${over} pixels too wide`);
      }
      await page.context().close();
    });
  }

  for (const theme of ['dark', 'light']) {
    for (const lang of ['fr', 'en']) {
      test(`axe finds nothing, ${theme}, ${lang}`, async () => {
        const page = await open(browser, server.base, '/', { theme, lang });
        const found = [];
        for (const path of pages) {
          await page.goto(server.base + path.replace('CUSTOMER', `/customers/${encodeURIComponent(customer)}`));
          await settled(page);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
          found.push(...violations.map((v) => `${path}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')} ${v.nodes[0].any[0]?.message ?? ''}`));
        }
        assert.deepEqual(found, []);
        await page.context().close();
      });
    }
  }
});
