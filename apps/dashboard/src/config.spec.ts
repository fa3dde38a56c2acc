import { documentedEnv, readEnv } from '@trailmark/testing';
import { DashboardConfig } from './config.js';

describe('DashboardConfig', () => {
  it.each([...readEnv(DashboardConfig)])(
    '.env.example documents %s with its default',
    (name, value) => {
      expect(documentedEnv().get(name)).toBe(value);
    },
  );
});
