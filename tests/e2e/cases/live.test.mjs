// One real server on an empty folder; every change on the page is caused by an event sent here.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually, launch, number, open } from '../lib/browser.mjs';
import { messages } from '../lib/hub.mjs';
import { Server } from '../lib/server.mjs';

const catalog = fileURLToPath(new URL('../lib/lifecycle.catalog.yaml', import.meta.url));

describe('live', () => {
  let server;
  let browser;
  before(async () => {
    server = await new Server('serve', ['--open-loopback', '--catalog', catalog]).start();
    browser = await launch();
    for (let k = 0; k < 20; k++) await server.track('Product Viewed', `c-${k}`);
  });
  after(async () => {
    await browser?.close();
    await server?.end();
  });

  /** Presses Tab until something that matches has the focus. */
  async function tabTo(page, selector) {
    for (let presses = 0; presses < 200; presses++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    assert.fail(`Tab never leads to ${selector}`);
  }

  const members = async (page, key) => number(await page.locator(`tr[data-segment="${key}"] .members`).innerText());

  test('an event that crosses a rule shows on map, table and timeline as the API tells it', async () => {
    const page = await open(browser, server.base);
    await eventually(async () => assert.equal(await members(page, 'visitors'), 20));
    await server.track('Order Completed', 'c-1', { revenue: 40 });
    await eventually(async () => assert.equal(await members(page, 'buyers'), 1));
    assert.equal(await members(page, 'visitors'), 19);
    await eventually(async () => assert.match(await page.locator('.bubble[data-segment="buyers"]').getAttribute('aria-label'), /Acheteurs\u00a0: 1 client, solde \+1/));
    await page.goto(`${server.base}/customers/c-1`);
    await page.locator('[data-membership="lifecycle/buyers"]').waitFor();
    await page.locator('[data-entry$="buyers"]').first().waitFor();
    await page.locator('[data-membership="lifecycle/buyers"]').getByRole('button', { name: 'Pourquoi' }).click();
    const clause = page.locator('[data-membership="lifecycle/buyers"] [data-clause]').first();
    await clause.waitFor();
    assert.match(await clause.innerText(), /✓\s*«\u00a0Order Completed\u00a0» a eu lieu/);
    const told = await server.json('/api/customers/c-1');
    assert.deepEqual(told.memberships.map((m) => m.segment), ['lifecycle/buyers']);
    assert.deepEqual(page.problems, []);
    await page.context().close();
  });

  test('frames lost, doubled and reordered end in the state of the server', async () => {
    let count = 0;
    const page = await open(browser, server.base, '/', {
      before: (p) => p.routeWebSocket(/hubs\/live/, (socket) => {
        const upstream = socket.connectToServer();
        let late = null;
        upstream.onMessage((message) => {
          if (!String(message).includes('"target":"frame"')) return socket.send(message);
          count++;
          if (count % 3 === 0) return undefined;
          if (count % 5 === 0) {
            late = message;
            return undefined;
          }
          socket.send(message);
          if (count % 4 === 0) socket.send(message);
          if (late) {
            socket.send(late);
            late = null;
          }
          return undefined;
        });
      }),
    });
    await page.locator('tr[data-segment="buyers"]').waitFor();
    for (let k = 2; k < 12; k++) {
      await server.track('Order Completed', `c-${k}`, { revenue: 10 });
      const before = count;
      await eventually(() => assert.ok(count > before, 'a frame of its own for each'));
    }
    // A full frame every ten seconds heals whatever was lost; a third of those are lost too.
    await eventually(async () => {
      assert.equal(await members(page, 'buyers'), 11);
      assert.equal(await members(page, 'visitors'), 9);
    }, 35_000, 250);
    const told = await server.json('/api/segments');
    assert.deepEqual(told.items.filter((s) => s.key !== 'loyal').map((s) => s.members).sort((a, b) => a - b), [9, 11]);
    await page.context().close();
  });

  test('paused: no frame is received, and coming back shows what happened meanwhile', async () => {
    let frames = 0;
    const unanswered = new Set();
    const page = await open(browser, server.base, '/', {
      before: (p) => p.on('websocket', (socket) => {
        socket.on('framesent', ({ payload }) => {
          for (const call of messages(payload)) if (call.target === 'SetRate') unanswered.add(call.invocationId);
        });
        socket.on('framereceived', ({ payload }) => {
          for (const message of messages(payload)) {
            if (message.target === 'frame') frames++;
            if (message.type === 3) unanswered.delete(message.invocationId);
          }
        });
      }),
    });
    await page.locator('tr[data-segment="buyers"]').waitFor();
    await eventually(() => assert.ok(frames > 0));
    await page.getByRole('button', { name: 'Mettre en pause' }).click();
    await page.locator('[data-status="paused"]').waitFor();
    // What was on its way when the server was asked to stop is before its answer.
    await eventually(() => assert.equal(unanswered.size, 0));
    frames = 0;
    const then = await members(page, 'buyers');
    await server.track('Order Completed', 'c-15', { revenue: 10 });
    // Who is not paused has seen it by now, and so would this page.
    const other = await open(browser, server.base);
    await eventually(async () => assert.equal(await members(other, 'buyers'), then + 1));
    await other.context().close();
    assert.equal(frames, 0);
    assert.equal(await members(page, 'buyers'), then);
    await page.getByRole('button', { name: 'Reprendre' }).click();
    await eventually(async () => assert.equal(await members(page, 'buyers'), then + 1));
    await page.context().close();
  });

  test('a viewer that does not keep up gets fewer frames, and nobody else does', async () => {
    const told = { slow: [], other: [] };
    const rates = (name) => (p) => p.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => {
      for (const message of messages(payload)) {
        if (message.target === 'notice' && message.arguments[0] === 'rate') told[name].push(message.arguments[1].hz);
      }
    }));
    const other = await open(browser, server.base, '/', { before: rates('other') });
    const slow = await open(browser, server.base, '/', {
      before: async (p) => {
        rates('slow')(p);
        // What it acknowledges never arrives.
        await p.routeWebSocket(/hubs\/live/, (socket) => {
          const upstream = socket.connectToServer();
          socket.onMessage((message) => { if (!messages(message).some((call) => call.target === 'Ack')) upstream.send(message); });
        });
      },
    });
    await eventually(() => assert.ok(told.slow.includes(1)), 40_000, 250);
    assert.deepEqual([...new Set(told.slow)], [5, 2, 1]);
    assert.deepEqual(told.other, []);
    const then = await members(other, 'buyers');
    await server.track('Order Completed', 'c-16', { revenue: 10 });
    for (const page of [other, slow]) {
      await eventually(async () => assert.equal(await members(page, 'buyers'), then + 1), 15_000);
      await page.context().close();
    }
  });

  test('by keyboard alone from the overview to a segment, its members and one of them', async () => {
    const page = await open(browser, server.base);
    await page.locator('tr[data-segment="buyers"]').waitFor();
    await tabTo(page, 'a[href="/segments"]');
    await page.keyboard.press('Enter');
    await page.locator('h1').filter({ hasText: 'Segments' }).waitFor();
    await tabTo(page, 'tr[data-segment="buyers"] a');
    await page.keyboard.press('Enter');
    await page.locator('[data-member]').first().waitFor();
    await tabTo(page, '[data-member]');
    const id = await page.evaluate(() => document.activeElement.dataset.member);
    await page.keyboard.press('Enter');
    await page.locator('[data-membership^="lifecycle/"]').waitFor();
    assert.equal(new URL(page.url()).pathname, `/customers/${id}`);
    assert.deepEqual(page.problems, []);
    await page.context().close();
  });

  test('a segment has as many members in the table, on its page, in its list and by the API', async () => {
    const page = await open(browser, server.base, '/segments');
    await page.locator('tr[data-segment="visitors"]').waitFor();
    const { items } = await server.json('/api/customers?segment=lifecycle/visitors&limit=1000');
    await eventually(async () => assert.equal(await members(page, 'visitors'), items.length));
    assert.equal((await server.json('/api/segments/lifecycle/visitors')).members, items.length);
    await page.goto(`${server.base}/segments/visitors`);
    await page.locator('[data-member]').first().waitFor();
    const shown = await page.locator('[data-member]').evaluateAll((links) => links.map((link) => link.dataset.member));
    assert.deepEqual(shown.sort(), items.map((customer) => customer.id).sort());
    assert.equal(number(await page.locator('dd').first().innerText()), items.length);
    await page.context().close();
  });

  test('a segment page says its rule in the viewer’s language, and as it is written', async () => {
    for (const [lang, said] of [['fr', '« Order Completed » a eu lieu au moins une fois'], ['en', '“Order Completed” happened at least once']]) {
      const page = await open(browser, server.base, '/segments/buyers', { lang });
      const sentence = page.locator('[data-sentence]');
      assert.equal((await sentence.innerText()).replaceAll('\u00A0', ' '), said);
      assert.equal(await sentence.locator('xpath=following-sibling::pre').innerText(), 'count("Order Completed") >= 1');
      await page.context().close();
    }
  });

  test('a segment page names who comes as it happens', async () => {
    const page = await open(browser, server.base, '/segments/buyers');
    await page.locator('[data-ticker="listening"]').waitFor();
    await server.track('Order Completed', 'c-18', { revenue: 10 });
    await page.locator('[data-move="c-18"]').filter({ hasText: 'Acheteurs' }).waitFor();
    assert.deepEqual(page.problems, []);
    await page.context().close();
  });

  test('the page of an unknown customer says so, and a bad address leads home', async () => {
    const page = await open(browser, server.base, '/customers/nobody.here');
    await page.getByText('Aucun client ne porte').waitFor();
    await page.goto(`${server.base}/no/such/page`);
    await page.getByRole('link', { name: 'Revenir à la vue d’ensemble' }).waitFor();
    await page.context().close();
  });

  test('killed and restarted: banner, retries, and on the other side the new state', async () => {
    const page = await open(browser, server.base);
    await page.locator('tr[data-segment="buyers"]').waitFor();
    const then = await members(page, 'buyers');
    await server.kill();
    await page.getByRole('alert').filter({ hasText: 'Connexion au serveur perdue' }).waitFor({ timeout: 25_000 });
    assert.equal(await members(page, 'buyers'), then, 'the last values stay on the page');
    await server.start();
    await server.track('Order Completed', 'c-17', { revenue: 10 });
    await page.locator('[data-status="live"]').waitFor({ timeout: 45_000 });
    await eventually(async () => assert.equal(await members(page, 'buyers'), then + 1));
    assert.equal(await page.locator('.banner').count(), 0);
    await page.context().close();
  });
});
