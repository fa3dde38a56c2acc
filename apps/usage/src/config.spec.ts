import { documentedEnv, readEnv } from '@trailmark/testing';
import { UsageConfig } from './config.js';

describe('UsageConfig', () => {
  it.each([...readEnv(UsageConfig)])(
    '.env.example documents %s with its default',
    (name, value) => {
      expect(documentedEnv().get(name)).toBe(value);
    },
  );
});
