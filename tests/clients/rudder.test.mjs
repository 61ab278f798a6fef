import assert from 'node:assert/strict';
import { test } from 'node:test';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { customer, host, writeKey } from './environment.mjs';

const Client = RudderAnalytics.default ?? RudderAnalytics;

test('the RudderStack client for Node sends through the same door', async () => {
  const client = new Client(writeKey, { dataPlaneUrl: host, flushAt: 10, flushInterval: 100 });
  const userId = `rudder-${Date.now()}`;
  client.identify({ userId, traits: { city: 'Lille' } });
  client.track({ userId, event: 'Order Completed', properties: { total: 5 } });
  client.page({ userId, name: 'Home' });
  await new Promise((sent, failed) => client.flush((error) => (error ? failed(error) : sent())));

  const seen = await customer(userId);
  assert.equal(seen.traits.city, 'Lille');
  assert.equal(seen.lastEvents.length, 3);
});
