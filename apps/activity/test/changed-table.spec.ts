import { Database } from '@trailmark/platform';
import { TestService } from '@trailmark/testing';
import { startActivity } from './activity-service.js';

describe('reads that must agree, while a table is built anew', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startActivity();
    await service.app.get(Database).ready();
  });
  afterAll(() => service.stop());

  it('begin anew, and succeed', async () => {
    let attempts = 0;
    const found = await service.app.get(Database).snapshot(async (sql) => {
      attempts += 1;
      await sql.query('SELECT COUNT(*) FROM activity_days');
      if (attempts === 1) {
        await service.schema.query('ALTER TABLE activity_logs FORCE, ALGORITHM=COPY');
      }
      return sql.query<unknown[]>('SELECT id FROM activity_logs');
    });
    expect([attempts, found]).toEqual([2, []]);
  });
});
