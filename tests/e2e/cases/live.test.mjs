// One real server on an empty folder; every change on the page is caused by an event sent here.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually, launch, number, open, within } from '../lib/browser.mjs';
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

  const members = async (page, key) => number(await page.locator(`tr[data-segment="${key}"] .members`).innerText());

  test('an event that crosses a rule shows on map, table and timeline as the API tells it', async () => {
    const page = await open(browser, server.base);
    await eventually(async () => assert.equal(await members(page, 'visitors'), 20));
    await server.track('Order Completed', 'c-1', { revenue: 40 });
    const sent = Date.now();
    await eventually(async () => assert.equal(await members(page, 'buyers'), 1), within(2_000));
    const seen = Date.now() - sent;
    assert.equal(await members(page, 'visitors'), 19);
    await eventually(async () => assert.match(await page.locator('.bubble[data-segment="buyers"]').getAttribute('aria-label'), /Acheteurs : 1 client, solde \+1/));
    await page.goto(`${server.base}/customers/c-1`);
    await page.locator('[data-membership="lifecycle/buyers"]').waitFor();
    await page.locator('[data-entry$="buyers"]').first().waitFor();
    const told = await server.json('/api/customers/c-1');
    assert.deepEqual(told.memberships.map((m) => m.segment), ['lifecycle/buyers']);
    assert.ok(seen <= within(1_000), `on the page after ${seen} ms`);
    assert.deepEqual(page.problems, []);
    await page.context().close();
  });

  test('frames lost, doubled and reordered end in the state of the server', async () => {
    const page = await open(browser, server.base, '/', {
      before: (p) => p.routeWebSocket(/hubs\/live/, (socket) => {
        const upstream = socket.connectToServer();
        let count = 0;
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
      await new Promise((resolve) => setTimeout(resolve, 60));
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
    const page = await open(browser, server.base, '/', {
      before: (p) => p.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => {
        frames += String(payload).split('"target":"frame"').length - 1;
      })),
    });
    await page.locator('tr[data-segment="buyers"]').waitFor();
    await eventually(() => assert.ok(frames > 0));
    await page.getByRole('button', { name: 'Mettre en pause' }).click();
    await page.locator('[data-status="paused"]').waitFor();
    await new Promise((resolve) => setTimeout(resolve, 300));
    frames = 0;
    await server.track('Order Completed', 'c-15', { revenue: 10 });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    assert.equal(frames, 0);
    const then = await members(page, 'buyers');
    await page.getByRole('button', { name: 'Reprendre' }).click();
    await eventually(async () => assert.equal(await members(page, 'buyers'), then + 1));
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
