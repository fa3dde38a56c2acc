import { DEFAULT_CONFIG } from '@trailmark/contracts';
import { someRules } from '../../test/tracking/some-rules.js';
import { readRules } from './read-rules.js';

describe('reading rules', () => {
  it('gives what was put', () => {
    const rules = someRules({ sample_rate: 0.5, excluded_pages: ['/a*'], data_retention_days: 9 });
    expect(readRules(JSON.stringify(rules))).toEqual(rules);
  });

  it('takes the default for what another version of the service does not tell', () => {
    const { config } = readRules('{"user_id":"a","version":1,"config":{"privacy_mode":true}}');
    expect(config).toEqual({ ...DEFAULT_CONFIG, data_retention_days: null, privacy_mode: true });
  });

  it('bears what another version tells beyond', () => {
    const text = JSON.stringify({ ...someRules(), colour: 1 });
    expect(readRules(text).config).toEqual(someRules().config);
  });

  it.each([
    '',
    'not JSON',
    'null',
    '[]',
    '{}',
    '{"user_id":"a","version":1}',
    '{"user_id":1,"version":1,"config":{}}',
    '{"user_id":"a","version":1,"config":[]}',
    '{"user_id":"a","version":1,"config":{"tracking_enabled":"no"}}',
    '{"user_id":"a","version":1,"config":{"sample_rate":null}}',
    '{"user_id":"a","version":1,"config":{"excluded_events":"debug"}}',
    '{"user_id":"a","version":1,"config":{"excluded_pages":[1]}}',
    '{"user_id":"a","version":1,"config":{"data_retention_days":"9"}}',
  ])('refuses %s', (text) => {
    expect(() => readRules(text)).toThrow();
  });
});
