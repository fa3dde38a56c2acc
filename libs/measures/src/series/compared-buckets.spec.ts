import { comparedBucketsOf } from './compared-buckets.js';

describe('comparedBucketsOf', () => {
  it('gives both series, the day between them cut at the bound', () => {
    const interval = { from: new Date('2025-01-02T10:00Z'), to: new Date('2025-01-04T10:00Z') };
    const { previous, current } = comparedBucketsOf(interval, 'UTC');
    expect(previous.map(({ key }) => key)).toEqual(['2024-12-31', '2025-01-01', '2025-01-02']);
    expect(current.map(({ key }) => key)).toEqual(['2025-01-02', '2025-01-03', '2025-01-04']);
    expect(previous[0]?.from).toEqual(new Date('2024-12-31T10:00Z'));
    expect(previous.at(-1)?.to).toEqual(interval.from);
    expect(current[0]?.from).toEqual(interval.from);
    expect(current.at(-1)?.to).toEqual(interval.to);
  });
});
