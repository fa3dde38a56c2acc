import { documentedEnv, readEnv } from '@trailmark/testing';
import { IdentityConfig } from './config.js';

describe('IdentityConfig', () => {
  it.each([...readEnv(IdentityConfig)])(
    '.env.example documents %s with its default',
    (name, value) => {
      expect(documentedEnv().get(name)).toBe(value);
    },
  );
});
