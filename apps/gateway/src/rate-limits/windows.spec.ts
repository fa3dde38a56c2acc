import { Windows } from './windows.js';

describe('Windows', () => {
  let now: number;
  const windows = (lengthMs = 1000, maxSubjects?: number) =>
    new Windows(lengthMs, () => now, maxSubjects);

  beforeEach(() => {
    now = 1_000_000;
  });

  it('count each subject by itself', () => {
    const counts = windows();
    counts.hit('ann');
    expect(counts.hit('ann').hits).toBe(2);
    expect(counts.hit('bob').hits).toBe(1);
  });

  it('begin with the first hit, and anew when their time is over', () => {
    const counts = windows();
    expect(counts.hit('ann')).toEqual({ hits: 1, endsInMs: 1000 });
    now += 999;
    expect(counts.hit('ann')).toEqual({ hits: 2, endsInMs: 1 });
    now += 1;
    expect(counts.find('ann')).toBeNull();
    expect(counts.hit('ann')).toEqual({ hits: 1, endsInMs: 1000 });
  });

  it('are looked at without a hit', () => {
    const counts = windows();
    expect(counts.find('ann')).toBeNull();
    counts.hit('ann');
    now += 400;
    expect(counts.find('ann')).toEqual({ hits: 1, endsInMs: 600 });
    expect(counts.find('ann')).toEqual({ hits: 1, endsInMs: 600 });
  });

  it('that have ended are forgotten as others begin', () => {
    const counts = windows();
    for (const subject of ['a', 'b', 'c']) counts.hit(subject);
    now += 500;
    counts.hit('d');
    now += 500;
    counts.hit('e');
    expect(counts.size).toBe(2);
  });

  it('are never more than so many: those that end first are forgotten early', () => {
    const counts = windows(1000, 3);
    for (const subject of ['a', 'b', 'c', 'd']) {
      counts.hit(subject);
      now += 1;
    }
    expect(counts.size).toBe(3);
    expect(counts.find('a')).toBeNull();
    expect(counts.find('d')?.hits).toBe(1);
  });

  it('that began again end last', () => {
    const counts = windows(1000, 2);
    counts.hit('a');
    now += 1;
    counts.hit('b');
    now += 999;
    counts.hit('a');
    counts.hit('c');
    expect(counts.find('a')?.hits).toBe(1);
    expect(counts.find('b')).toBeNull();
  });
});
