// How much the live map of the demo costs: script per frame, bytes per second. A measurement, not a test: it asserts nothing.
//   npm run measure [SECONDS]
import { eventually, launch, open } from '../lib/browser.mjs';
import { Server } from '../lib/server.mjs';

const seconds = Number(process.argv[2] ?? 20);
const server = await new Server('demo', ['--open-loopback', '--customers', '5000']).start();
const browser = await launch();
try {
  let bytes = 0;
  const page = await open(browser, server.base, '/', {
    before: (p) => p.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => { bytes += payload.length; })),
  });
  const layers = page.locator('.layers');
  await eventually(async () => { if (!(Number(await layers.getAttribute('data-streaks')) > 0)) throw new Error('nothing moves'); }, 60_000);
  bytes = 0;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const [p50, p95] = await Promise.all(['p50', 'p95'].map((which) => layers.getAttribute(`data-script-${which}`)));
  console.log(`script per frame: p50 ${p50} ms, p95 ${p95} ms; payload: ${Math.round(bytes / seconds / 1_024)} KB a second`);
} finally {
  await browser.close();
  await server.end();
}
