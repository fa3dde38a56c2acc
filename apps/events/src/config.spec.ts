import { documentedEnv, readEnv } from '@trailmark/testing';
import { EventsConfig } from './config.js';

describe('EventsConfig', () => {
  it.each([...readEnv(EventsConfig)])(
    '.env.example documents %s with its default',
    (name, value) => {
      expect(documentedEnv().get(name)).toBe(value);
    },
  );
});
