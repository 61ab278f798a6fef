// Debian's Chromium, driven by playwright-core.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function launch() {
  const executablePath = places.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('No Chromium: install the package chromium, or name one in CHROMIUM');
  return chromium.launch({ executablePath, args: flags });
}

/** A page with the viewer's choices made. Errors of the page are collected in `page.problems`. */
export async function open(browser, base, path = '/', { theme = 'dark', lang = 'fr', width = 1440, height = 900, still = false, before } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: still ? 'reduce' : 'no-preference' });
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  await page.addInitScript(([t, l]) => {
    localStorage.setItem('actors.theme', t);
    localStorage.setItem('actors.lang', l);
  }, [theme, lang]);
  await before?.(page, context);
  await page.goto(base + path);
  return page;
}

/** Asks until it is so. How long that takes is no matter of these tests: whoever waits for half a minute waits in vain. */
export async function eventually(check, withinMs = 30_000, stepMs = 50) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, stepMs));
    }
  }
}

/** Nothing is loading or moving any more but what moves for ever: the page may be measured. */
export async function settled(page) {
  await page.locator('h1').waitFor();
  await eventually(async () => assert.equal(await page.locator('.skeleton').count(), 0), 15_000);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const passing = document.getAnimations().filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(passing.map((animation) => animation.finished));
  });
}

/** A number as the page wrote it, in French or English. */
export const number = (text) => Number(text.replace(/[^\d−.-]/g, '').replace('−', '-'));
