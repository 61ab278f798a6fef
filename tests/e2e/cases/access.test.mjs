// A server that asks for tokens.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually, launch, open } from '../lib/browser.mjs';
import { Server } from '../lib/server.mjs';

const catalog = fileURLToPath(new URL('../lib/lifecycle.catalog.yaml', import.meta.url));
const admin = 'e2e-admin-token-0123456789';
const writeKey = 'e2e-write-key-0123456789';

describe('access', () => {
  let server;
  let browser;
  let viewer;
  before(async () => {
    server = await new Server('serve', ['--catalog', catalog, '--admin-token', admin, '--write-key', writeKey]).start();
    browser = await launch();
    const made = await server.json('/api/keys', {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
      body: JSON.stringify({ name: 'onlooker', role: 'viewer' }),
    });
    viewer = made.secret;
    for (let k = 0; k < 12; k++) await server.track('Product Viewed', `secret-person-${k}`, {}, writeKey);
  });
  after(async () => {
    await browser?.close();
    await server?.end();
  });

  async function signIn(page, token) {
    await page.locator('#token').fill(token);
    await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
  }

  test('a wrong token is refused with a reason, a right one opens the overview, signing out closes it', async () => {
    const page = await open(browser, server.base);
    await signIn(page, 'not-a-token');
    await page.getByRole('alert').filter({ hasText: 'n’est pas reconnu' }).waitFor();
    await signIn(page, admin);
    await page.locator('.bubble').first().waitFor();
    const cookies = await page.context().cookies();
    assert.ok(cookies.length > 0 && cookies.every((cookie) => cookie.httpOnly && cookie.sameSite === 'Strict'));
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.locator('#token').waitFor();
    await page.context().close();
  });

  test('a role without the right never receives a reference to a customer', async () => {
    const received = [];
    const page = await open(browser, server.base, '/', {
      before: (p) => {
        p.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(String(payload))));
        p.on('response', async (response) => {
          if (new URL(response.url()).pathname.startsWith('/api/')) received.push(await response.text().catch(() => ''));
        });
      },
    });
    await signIn(page, viewer);
    await page.locator('.bubble').first().waitFor();
    for (let k = 0; k < 6; k++) await server.track('Order Completed', `secret-person-${k}`, { revenue: 5 }, writeKey);
    await eventually(async () => assert.equal((await page.locator('tr[data-segment="buyers"] .members').innerText()).trim(), '6'));
    await page.goto(`${server.base}/segments/buyers`);
    await page.getByText('Votre jeton ne donne pas accès').first().waitFor();
    await page.goto(`${server.base}/customers/secret-person-1`);
    await page.getByText('Votre jeton ne donne pas accès').first().waitFor();
    assert.ok(received.length > 0);
    assert.deepEqual(received.filter((text) => text.includes('secret-person')), []);
    await page.context().close();
  });
});
