import { arrivalOf, timeOf } from './event-time.js';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const DAY = 86_400_000;

const at = (event: object, sentAt: string | number | null = null, query: object = {}) => {
  const payload = { json: { sent_at: sentAt }, form: {} };
  return timeOf({ ...event }, arrivalOf(payload, { ...query }, NOW))?.toISOString() ?? null;
};

describe('when an event happened', () => {
  it.each([
    ['2026-11-22T11:00:00.000Z', '2026-11-22T11:00:00.000Z'],
    ['2026-11-22T11:00:00Z', '2026-11-22T11:00:00.000Z'],
    ['2026-11-22T11:00:00.123456789Z', '2026-11-22T11:00:00.123Z'],
    ['2026-11-22T16:30:00+05:30', '2026-11-22T11:00:00.000Z'],
    ['2026-11-22T16:30:00+0530', '2026-11-22T11:00:00.000Z'],
    ['2026-11-22 11:00:00', '2026-11-22T11:00:00.000Z'],
    ['2026-11-22T11:00', '2026-11-22T11:00:00.000Z'],
    ['2026-11-22T11:00:00.5', '2026-11-22T11:00:00.500Z'],
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    [' 2026-11-22T11:00:00z ', '2026-11-22T11:00:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
  ])('is told as %s', (timestamp, expected) => {
    expect(at({ timestamp })).toBe(expected);
  });

  it.each([
    ['no calendar day', '2026-02-30T00:00:00Z'],
    ['before 1970', '1969-12-31T23:59:59Z'],
    ['the year nought', '0000-01-01T00:00:00Z'],
    ['words', 'yesterday'],
    ['empty', ''],
    ['a number', 1_700_000_000],
    ['an object that is no text', { toString: 1 }],
    ['a list', ['2026-11-22T11:00:00Z']],
  ])('is not known when the timestamp is %s', (_what, timestamp) => {
    expect(at({ timestamp })).toBeNull();
  });

  it.each([undefined, null])('is now when the timestamp is %s', (timestamp) => {
    expect(at({ timestamp })).toBe('2026-11-22T12:00:00.000Z');
  });

  it('is `offset` milliseconds ago without a timestamp', () => {
    expect(at({ offset: 1500 })).toBe('2026-11-22T11:59:58.500Z');
    expect(at({ offset: 1500, timestamp: '2026-11-22T11:00:00Z' })).toBe(
      '2026-11-22T11:00:00.000Z',
    );
    expect(at({ offset: 'soon' })).toBe('2026-11-22T12:00:00.000Z');
    expect(at({ offset: NOW + 1 })).toBeNull();
  });

  describe('by a clock that is wrong', () => {
    it.each([
      ['an hour fast', '2026-11-22T13:00:00Z', '2026-11-22T12:59:30Z'],
      ['an hour slow', '2026-11-22T11:00:00Z', '2026-11-22T10:59:30Z'],
      ['years slow', '1999-01-01T00:00:00Z', '1998-12-31T23:59:30Z'],
      ['days fast', '2027-01-01T00:00:00Z', '2026-12-31T23:59:30Z'],
    ])('%s is corrected', (_what, sentAt, timestamp) => {
      expect(at({ timestamp }, sentAt)).toBe('2026-11-22T11:59:30.000Z');
    });

    it('is corrected by `_` of the query, too', () => {
      const query = { _: String(NOW + 3_600_000) };
      expect(at({ timestamp: '2026-11-22T12:59:30Z' }, null, query)).toBe(
        '2026-11-22T11:59:30.000Z',
      );
    });

    it('is believed when the sender asks for it', () => {
      const timestamp = '2026-11-22T10:59:30Z';
      const properties = { $ignore_sent_at: true };
      expect(at({ timestamp, properties }, '2026-11-22T11:00:00Z')).toBe(
        '2026-11-22T10:59:30.000Z',
      );
    });

    it.each(['then', 12, null])('is believed when it was sent at %j', (sentAt) => {
      expect(at({ timestamp: '2026-11-22T10:59:30Z' }, sentAt)).toBe('2026-11-22T10:59:30.000Z');
    });
  });

  it('may be a day ahead; what is further ahead happened now', () => {
    const ahead = (ms: number) => at({ timestamp: new Date(NOW + ms).toISOString() });
    expect(ahead(DAY)).toBe('2026-11-23T12:00:00.000Z');
    expect(ahead(DAY + 1)).toBe('2026-11-22T12:00:00.000Z');
  });
});
