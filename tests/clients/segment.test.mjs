import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Analytics } from '@segment/analytics-node';
import { customer, host, writeKey } from './environment.mjs';

test('the Segment client for Node sends every kind of call', async () => {
  const errors = [];
  const analytics = new Analytics({ writeKey, host, flushAt: 100, maxRetries: 0 });
  analytics.on('error', (error) => errors.push(error));
  const userId = `segment-${Date.now()}`;
  analytics.identify({ userId, traits: { city: 'Lyon', name: 'Zoë 🛒' } });
  analytics.track({ userId, event: 'Order Completed', messageId: `${userId}-order`, properties: { total: 49.9 } });
  analytics.track({ userId, event: 'Order Completed', messageId: `${userId}-order`, properties: { total: 49.9 } });
  analytics.page({ userId, name: 'Home', category: 'Shop', properties: { url: '/' } });
  analytics.screen({ userId, name: 'Basket' });
  analytics.group({ userId, groupId: 'acme', traits: { plan: 'pro' } });
  analytics.alias({ userId, previousId: `${userId}-before` });
  await analytics.closeAndFlush();

  assert.deepEqual(errors, []);
  const seen = await customer(userId);
  assert.equal(seen.traits.name, 'Zoë 🛒');
  assert.equal(seen.spend, 49.9);
  const events = seen.lastEvents.map((e) => e.event ?? e.kind).sort();
  assert.deepEqual(events, ['Order Completed', 'Page Viewed', 'Screen Viewed', 'alias', 'group', 'identify']);
  const page = seen.lastEvents.find((e) => e.event === 'Page Viewed');
  assert.deepEqual(page.properties, { name: 'Home', category: 'Shop', url: '/' });
});

test('many calls go in several batches and none is lost', async () => {
  const errors = [];
  const analytics = new Analytics({ writeKey, host, flushAt: 7, maxRetries: 3 });
  analytics.on('error', (error) => errors.push(error));
  const anonymousId = `segment-many-${Date.now()}`;
  for (let n = 0; n < 20; n++) {
    analytics.track({ anonymousId, event: `Seen ${n}` });
  }
  await analytics.closeAndFlush();
  assert.deepEqual(errors, []);
  assert.equal((await customer(`a:${anonymousId}`)).lastEvents.length, 20);
});

test('a wrong write key is told to the client', async () => {
  const errors = [];
  const analytics = new Analytics({ writeKey: 'wrong', host, maxRetries: 0 });
  analytics.on('error', (error) => errors.push(error));
  analytics.track({ userId: 'nobody', event: 'Seen' });
  await analytics.closeAndFlush();
  assert.equal(errors.length, 1);
});
