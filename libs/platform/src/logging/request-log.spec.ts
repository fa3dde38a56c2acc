import { AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpAdapterHost } from '@nestjs/core';
import Fastify, { FastifyInstance } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { RequestLog } from './request-log.js';

type Line = [level: string, line: object, message: string];

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await sleep(5);
};

describe('the log of requests', () => {
  let lines: Line[];
  let server: FastifyInstance;

  beforeEach(() => {
    lines = [];
    const at = (level: string) => (line: object, message: string) =>
      lines.push([level, line, message]);
    // A fake logger, to see what is logged at which level.
    const logger = { info: at('info'), warn: at('warn'), error: at('error') };
    server = Fastify({ genReqId: () => 'r-1' });
    const host = { httpAdapter: { getInstance: () => server } };
    new RequestLog(
      logger as unknown as PinoLogger,
      host as unknown as HttpAdapterHost,
    ).onModuleInit();
    server.get('/answer/:status', async (request, reply) =>
      reply.status(Number((request.params as { status: string }).status)).send(),
    );
    server.get('/array/:token/config', () => ({}));
    server.get('/health/live', () => ({}));
  });
  afterEach(() => server.close());

  it.each([
    [200, 'info', 'request completed'],
    [404, 'warn', 'request completed'],
    [503, 'error', 'request errored'],
  ])('tells an answer of %i as %s', async (status, level, message) => {
    await server.inject(`/answer/${status}?user=ann`);
    expect(lines).toEqual([
      [
        level,
        {
          request_id: 'r-1',
          req: { method: 'GET', path: `/answer/${status}` },
          res: { status },
          responseTime: expect.any(Number) as number,
        },
        message,
      ],
    ]);
  });

  it('names no write key', async () => {
    await server.inject('/array/tm_secret/config');
    expect(lines.map(([, line]) => line)).toMatchObject([{ req: { path: '/array/[key]/config' } }]);
  });

  it('leaves probes out', async () => {
    await server.inject('/health/live');
    expect(lines).toEqual([]);
  });

  it('tells of a client that leaves before its answer', async () => {
    const reached = new Promise<void>((resolve) => {
      server.get('/slow', () => {
        resolve();
        return new Promise(() => undefined);
      });
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.server.address() as AddressInfo;
    const client = connect(port, '127.0.0.1', () =>
      client.write('GET /slow?user=ann HTTP/1.1\r\nHost: a\r\n\r\n'),
    );
    await reached;
    client.destroy();
    await until(() => lines.length > 0);
    expect(lines).toEqual([
      ['warn', { request_id: 'r-1', req: { method: 'GET', path: '/slow' } }, 'request aborted'],
    ]);
  });
});
