import { documentedEnv, readEnv } from '@trailmark/testing';
import { PerformanceConfig } from './config.js';

describe('PerformanceConfig', () => {
  it.each([...readEnv(PerformanceConfig)])(
    '.env.example documents %s with its default',
    (name, value) => {
      expect(documentedEnv().get(name)).toBe(value);
    },
  );
});
