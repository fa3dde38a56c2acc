import { loadConfig } from '@trailmark/platform';
import { documentedEnv, readEnv } from '@trailmark/testing';
import { GatewayConfig } from './config.js';

describe('GatewayConfig', () => {
  it.each([...readEnv(GatewayConfig)])(
    '.env.example documents %s with its default',
    (name, value) => {
      expect(documentedEnv().get(name)).toBe(value);
    },
  );
});

describe('WRITE_KEYS', () => {
  const load = (WRITE_KEYS: string) =>
    loadConfig(GatewayConfig, {
      NATS_URL: 'nats://localhost',
      JWT_SECRET: 'j'.repeat(32),
      IP_HASH_KEY: 'k'.repeat(32),
      WRITE_KEYS,
    }).writeKeys;

  it('are none by default, or several', () => {
    expect(load('')).toEqual([]);
    expect(load(`tm_${'a'.repeat(20)}, tm_${'B-_9'.repeat(5)}`)).toHaveLength(2);
  });

  it.each(['tm_short', 'a'.repeat(30), `tm_${'a'.repeat(19)}`, `tm_${'a'.repeat(20)} b`, 'x,tm_'])(
    'cannot be %j, and the refusal does not repeat it',
    (text) => {
      expect(() => load(text)).toThrow(/WRITE_KEYS must be a list .* tm_ and at least 20/);
      expect(() => load(text)).not.toThrow(text);
    },
  );
});
