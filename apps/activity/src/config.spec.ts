import { documentedEnv, readEnv } from '@trailmark/testing';
import { ActivityConfig } from './config.js';

describe('ActivityConfig', () => {
  it.each([...readEnv(ActivityConfig)])(
    '.env.example documents %s with its default',
    (name, value) => {
      expect(documentedEnv().get(name)).toBe(value);
    },
  );
});
