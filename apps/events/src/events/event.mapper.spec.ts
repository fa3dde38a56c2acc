import { RecordEventDto } from '@trailmark/contracts';
import { occurredAt, ReceivedFact } from '@trailmark/ingest';
import { anEvent } from '@trailmark/testing';
import { toEntity, toView } from './event.mapper.js';

const ID = '0192d3a0-1234-7abc-8def-0123456789ab';
const RECEIVED_AT = '2026-01-31T10:30:00.250Z';

const factOf = (overrides: Partial<RecordEventDto> = {}): ReceivedFact<RecordEventDto> => {
  const body = anEvent(overrides);
  return { id: ID, key: null, user_id: body.user_id, received_at: RECEIVED_AT, body };
};

describe('an event', () => {
  it('is read as it was recorded', () => {
    const recorded = {
      ...anEvent(),
      timestamp: '2026-01-30T10:00:00.123Z',
      user_agent: 'Mozilla/5.0',
      ip_address: '203.0.113.0',
      location: { country: 'US', city: 'San Francisco' },
    };
    expect(toView(toEntity(factOf(recorded)))).toEqual({
      ...recorded,
      id: ID,
      created_at: RECEIVED_AT,
    });
  });

  it('has no undefined on the wire: absent is null, and no properties are none', () => {
    const bare = factOf();
    delete bare.body.properties;
    const view = toView(toEntity(bare));
    expect(view).toMatchObject({
      properties: {},
      user_agent: null,
      ip_address: null,
      location: null,
    });
    expect(Object.values(view)).not.toContain(undefined);
  });

  it('given null is stored as if it were absent', () => {
    const given = factOf({
      properties: null,
      timestamp: null,
      user_agent: null,
      ip_address: null,
      location: null,
    });
    const bare = factOf();
    delete bare.body.properties;
    expect(toEntity(given)).toEqual(toEntity(bare));
  });
});

describe('occurredAt', () => {
  it.each([
    ['2026-01-30T10:00:00Z', '2026-01-30T10:00:00.000Z'],
    ['2026-01-30T10:00:00.1239Z', '2026-01-30T10:00:00.123Z'],
    ['2026-01-30T15:30:00+05:30', '2026-01-30T10:00:00.000Z'],
    ['2025-10-26T02:30:00+02:00', '2025-10-26T00:30:00.000Z'],
    ['2025-10-26T02:30:00+01:00', '2025-10-26T01:30:00.000Z'],
  ])('of %s is %s', (timestamp, expected) => {
    expect(occurredAt(factOf({ timestamp })).toISOString()).toBe(expected);
  });

  it.each([undefined, null])('of %p is when it was received', (timestamp) => {
    expect(occurredAt(factOf({ timestamp })).toISOString()).toBe(RECEIVED_AT);
  });
});
