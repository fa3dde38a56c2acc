import { documentedEnv, readEnv } from '@trailmark/testing';
import { JourneyConfig } from './config.js';

describe('JourneyConfig', () => {
  it.each([...readEnv(JourneyConfig)])(
    '.env.example documents %s with its default',
    (name, value) => {
      expect(documentedEnv().get(name)).toBe(value);
    },
  );
});
