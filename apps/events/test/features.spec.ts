import { UsageDaysDto } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { explain, TestService, waitFor } from '@trailmark/testing';
import { UsageDaysService } from '../src/usage-days/usage-days.service.js';
import { aMessage, publish, unacknowledged } from './event-messages.js';
import { startEvents } from './events-service.js';

const used = (user_id: string, event_name: string, timestamp: string) => ({
  user_id,
  event_name,
  timestamp,
});

describe('what days tell', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startEvents();
    await publish([
      aMessage(
        used('ann', 'save', '2026-10-01T23:59:59.999Z'),
        used('bob', 'save', '2026-10-03T00:00:00Z'),
        used('bob', 'Save', '2026-10-02T12:00:00Z'),
        used('ann', 'open', '2026-10-02T12:00:00Z'),
        used('ann', '$pageview', '2026-10-02T12:00:00Z'),
        { ...used('bob', 'crash', '2026-10-02T12:00:00Z'), event_type: 'error_event' },
        { ...used('bob', 'buy', '2026-10-02T12:00:00Z'), event_type: 'business_event' },
        ...Array.from({ length: 300 }, (_, n) =>
          used('cy', `f${n}`, new Date(Date.UTC(2026, 8, 1 + (n % 20))).toISOString()),
        ),
      ),
    ]);
    await waitFor(async () => (await unacknowledged()) === 0);
    await service.schema.query('ANALYZE TABLE feature_days');
  });
  afterAll(() => service.stop());

  describe('of features', () => {
    const names = async (from: string, to: string) => {
      const days = { user_id: 'ann', from: to, to, features_from: from };
      const query = Object.assign(new UsageDaysDto(), days);
      return (await service.app.get(UsageDaysService).find(query)).features;
    };

    it.each([
      ['2026-10-01', '2026-10-01', ['save']],
      ['2026-10-02', '2026-10-02', ['Save', 'buy', 'open']],
      ['2026-10-01', '2026-10-03', ['Save', 'buy', 'open', 'save']],
      ['2026-10-04', '2026-10-05', []],
    ])('from %s to %s are those anybody used, each once and sorted', async (from, to, expected) => {
      expect(await names(from, to)).toEqual(expected);
    });

    it('are read by index', async () => {
      const { dataSource } = service.app.get(Database);
      const ask = () => names('2026-10-01', '2026-10-03');
      for (const row of await explain(dataSource, service.schema, ask)) {
        expect(row.type).not.toBe('ALL');
        expect(row.rows).toBeLessThan(20);
      }
    });

    it('of 400 days are told, of more refused', async () => {
      expect(await names('2025-09-01', '2026-10-05')).toHaveLength(304);
      for (const from of ['2025-08-31', '2026-10-06']) {
        await expect(names(from, '2026-10-05')).rejects.toMatchObject({
          code: 'VALIDATION_ERROR',
          details: [{ field: 'to' }],
        });
      }
    });
  });

  describe('of one user', () => {
    it.each([
      ['ann', '2026-10-01', '2026-10-31', '2026-10-01', '2026-10-02'],
      ['ann', '2026-10-01', '2026-10-01', '2026-10-01', '2026-10-01'],
      ['ann', '2026-09-01', '2026-09-30', '2026-10-01', null],
      ['ann', '2026-11-01', '2026-11-02', '2026-10-01', '2026-10-02'],
      ['nobody', '2026-10-01', '2026-10-31', null, null],
    ])('%s, days %s to %s: first seen %s, last %s', async (user_id, from, to, first, last) => {
      const query = Object.assign(new UsageDaysDto(), { user_id, from, to });
      const answer = await service.app.get(UsageDaysService).find(query);
      expect([answer.first_day, answer.last_day]).toEqual([first, last]);
    });
  });
});
