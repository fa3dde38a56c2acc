import { loadConfig } from '@trailmark/platform';
import { GatewayConfig } from '../config.js';
import { Sanitiser } from './sanitiser.js';

const sanitiser = new Sanitiser(
  loadConfig(GatewayConfig, {
    NATS_URL: 'nats://localhost',
    JWT_SECRET: 'j'.repeat(32),
    IP_HASH_KEY: 'k'.repeat(32),
  }),
);

describe('a sanitiser with other limits than the API has', () => {
  const limits = { bytes: 100, depth: 2, keys: 3, forbiddenKeys: 'remove' } as const;
  const within = (properties: unknown) =>
    sanitiser.sanitise({ properties }, ['properties'], limits);

  it('hold in size, depth and keys', () => {
    expect(within({ a: 'x'.repeat(91) })).toMatchObject({ problems: [], tooLarge: [] });
    expect(within({ a: 'x'.repeat(93) }).tooLarge).toMatchObject([{ field: 'properties' }]);
    expect(within({ in: 1 }).problems).toEqual([]);
    expect(within({ in: { in: 1 } }).problems).toEqual([]);
    expect(within({ in: { in: { in: 1 } } }).problems).toMatchObject([
      { field: 'properties.in.in' },
    ]);
    expect(within({ a: 1, b: 2, c: 3 }).tooLarge).toEqual([]);
    expect(within({ a: 1, b: 2, c: 3, d: 4 }).tooLarge).toMatchObject([{ field: 'properties' }]);
  });

  it('may be to remove keys that mean something to JavaScript', () => {
    const given: unknown = JSON.parse('{"a":{"__proto__":{"b":1},"c":3}}');
    expect(within(given)).toEqual({
      value: { properties: { a: { c: 3 } } },
      problems: [],
      tooLarge: [],
    });
  });
});
