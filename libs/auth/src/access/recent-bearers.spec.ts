import { Principal } from '@trailmark/contracts';
import { RecentBearers } from './recent-bearers.js';

const ann: Principal = { sub: 'ann', email: null, roles: ['user'] };

describe('RecentBearers', () => {
  let recent: RecentBearers;

  beforeEach(() => {
    jest.useFakeTimers({ now: 1_800_000_000_000 });
    recent = new RecentBearers();
  });
  afterEach(() => jest.useRealTimers());

  it('knows whose token was verified for ten seconds', () => {
    const bearer = { principal: ann, tokenAcceptedUntil: null };
    recent.remember('Bearer a', bearer);
    expect(recent.find('Bearer a')).toMatchObject(bearer);
    expect(recent.find('Bearer b')).toBeNull();
    expect(recent.find(undefined)).toBeNull();
    jest.advanceTimersByTime(10_000);
    expect(recent.find('Bearer a')).toBeNull();
  });

  it('forgets a token when it is no longer accepted', () => {
    recent.remember('Bearer a', { principal: ann, tokenAcceptedUntil: Date.now() + 500 });
    jest.advanceTimersByTime(499);
    expect(recent.find('Bearer a')).not.toBeNull();
    jest.advanceTimersByTime(1);
    expect(recent.find('Bearer a')).toBeNull();
  });

  it('keeps neither endless headers nor endlessly many', () => {
    const bearer = { principal: ann, tokenAcceptedUntil: null };
    const long = `Bearer ${'x'.repeat(5000)}`;
    recent.remember(long, bearer);
    expect(recent.find(long)).toBeNull();
    for (let n = 0; n <= 2000; n += 1) recent.remember(`Bearer ${n}`, bearer);
    expect(recent.find('Bearer 0')).toBeNull();
    expect(recent.find('Bearer 2000')).not.toBeNull();
  });
});
