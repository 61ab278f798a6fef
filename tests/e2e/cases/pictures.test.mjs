// Pictures of a shop that stands still: the same state is the same picture, whoever looks and however often.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { eventually, launch, open, settled } from '../lib/browser.mjs';
import { Server } from '../lib/server.mjs';

const catalog = fileURLToPath(new URL('../lib/lifecycle.catalog.yaml', import.meta.url));

describe('pictures', () => {
  let browser;
  const servers = [];
  before(async () => {
    browser = await launch();
    for (let k = 0; k < 2; k++) {
      const server = await new Server('serve', ['--open-loopback', '--catalog', catalog]).start();
      servers.push(server);
      await seed(server);
    }
  });
  after(async () => {
    await browser?.close();
    for (const server of servers) await server.end();
  });

  /** Thirty customers: twenty look, seven buy once, three twice. */
  async function seed(server) {
    const calls = [];
    for (let k = 0; k < 30; k++) {
      calls.push(['Product Viewed', `c-${k}`]);
      if (k >= 20) calls.push(['Order Completed', `c-${k}`]);
      if (k >= 27) calls.push(['Order Completed', `c-${k}`]);
    }
    for (const [event, id] of calls) await server.track(event, id, { revenue: 10 });
  }

  /** The map as it is drawn once the numbers are there. */
  async function picture(server, theme) {
    const page = await open(browser, server.base, '/', { theme, still: true });
    await settled(page);
    await eventually(async () => {
      const said = await page.locator('.bubble').evaluateAll((bubbles) => bubbles.map((bubble) => bubble.getAttribute('aria-label')).sort());
      assert.deepEqual(said.map((text) => Number(/: (\d+) client/.exec(text.replace(/\s/g, ' '))?.[1])).sort((a, b) => a - b), [3, 7, 20]);
    });
    // Drawn, and drawn to the end: two pictures in a row are the same.
    let last = await page.locator('.stage').screenshot();
    await eventually(async () => {
      const next = await page.locator('.stage').screenshot();
      const same = next.equals(last);
      last = next;
      assert.ok(same, 'the map still changes');
    }, 15_000, 200);
    await page.context().close();
    return last;
  }

  for (const theme of ['dark', 'light']) {
    test(`two shops of the same customers are the same picture, ${theme}`, async () => {
      const [one, other] = [await picture(servers[0], theme), await picture(servers[1], theme)];
      assert.ok(one.length > 5_000, 'something is drawn');
      assert.ok(one.equals(other));
    });
  }

  test('dark and light are not', async () => {
    assert.ok(!(await picture(servers[0], 'dark')).equals(await picture(servers[0], 'light')));
  });
});
