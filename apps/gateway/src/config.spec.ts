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
