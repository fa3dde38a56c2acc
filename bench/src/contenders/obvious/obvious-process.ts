import { randomUUID } from 'node:crypto';
import { type RecordEventDto } from '@trailmark/contracts';
import express, { type Request, type Response } from 'express';
import { createPool } from 'mysql2/promise';
import { dashboardOf } from './dashboard.repository.js';
import { insertEvent } from './events.repository.js';

/** The guide's example as it stands: no token, no validation, no queue; one INSERT for each event. */
const serve = (databaseUrl: string): void => {
  const pool = createPool({ uri: databaseUrl, connectionLimit: 10 });
  const app = express();
  app.use(express.json({ limit: '1mb' }));

  const answer = (request: Request, response: Response, data: object) =>
    response.json({
      success: true,
      data,
      metadata: {
        timestamp: new Date().toISOString(),
        request_id: request.headers['x-request-id'] ?? randomUUID(),
      },
    });

  app.post('/analytics/events', async (request, response) => {
    const event_id = await insertEvent(pool, request.body as RecordEventDto);
    answer(request, response, { event_id });
  });

  app.post('/analytics/events/batch', async (request, response) => {
    const { events } = request.body as { events: RecordEventDto[] };
    for (const event of events) await insertEvent(pool, event);
    answer(request, response, { processed_count: events.length, failed_count: 0 });
  });

  app.get('/analytics/dashboard/:userId', async (request, response) => {
    const days = request.query.time_period === 'last_30_days' ? 30 : 7;
    answer(request, response, await dashboardOf(pool, request.params.userId, days));
  });

  const server = app.listen(0, '127.0.0.1', () => {
    process.send?.((server.address() as { port: number }).port);
  });
  process.once('SIGTERM', () => {
    server.closeAllConnections();
    server.close(() => void pool.end().then(() => process.disconnect()));
  });
};

process.once('message', (databaseUrl: string) => serve(databaseUrl));
