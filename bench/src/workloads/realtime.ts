import { once } from 'node:events';
import { type RealtimeMessage } from '@trailmark/contracts';
import { WebSocket } from 'ws';
import { eventsOfRequest } from '../data/events.js';
import { quantile } from '../measure/quantile.js';
import { type Outcome } from '../report/figure.js';
import { Figures } from '../report/figures.js';
import { type BenchServers } from '../servers/bench-servers.js';

const USERS = 50;
const SOCKETS_A_USER = 10;
const EVENTS_A_USER = 10;

/** Somebody who never hears of an event would wait for ever. */
const DEADLINE_MS = 60_000;

/** Watches one user and tells when each event arrives. */
const watch = async (
  servers: BenchServers,
  user: string,
  onEvents: (count: number) => void,
): Promise<WebSocket> => {
  const url = `${servers.stack.apiUrl.replace('http', 'ws')}/analytics/realtime/${user}`;
  const socket = new WebSocket(`${url}?access_token=${servers.token}`);
  const ready = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as RealtimeMessage;
      if (message.type === 'ready') resolve();
      if (message.type === 'facts') onEvents(message.count);
    });
  });
  await once(socket, 'open');
  await ready;
  return socket;
};

/** Each user's event, from its POST until every socket that watches the user has it. */
const fanOut = async (servers: BenchServers, user: string, round: number): Promise<number[]> => {
  const latencies: number[] = [];
  let heard = 0;
  let all: () => void = () => undefined;
  const hear = (count: number): void => {
    heard += count;
    if (heard === SOCKETS_A_USER) all();
  };
  const sockets = await Promise.all(
    Array.from({ length: SOCKETS_A_USER }, () => watch(servers, user, hear)),
  );
  const [event] = eventsOfRequest(round, 0, 1);
  for (let n = 0; n < EVENTS_A_USER; n += 1) {
    heard = 0;
    const arrived = new Promise<void>((resolve, reject) => {
      all = resolve;
      setTimeout(() => reject(new Error(`${user} was not heard of`)), DEADLINE_MS).unref();
    });
    const sent = performance.now();
    await Promise.all([servers.post('/analytics/events', { ...event, user_id: user }), arrived]);
    latencies.push(performance.now() - sent);
  }
  for (const socket of sockets) socket.terminate();
  return latencies;
};

/** Users who are watched by ten sockets each, all of whom act at once. */
export const measureRealtime = async (servers: BenchServers, rounds: number): Promise<Outcome> => {
  const figures = new Figures();
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    const users = Array.from({ length: USERS }, (_, n) => `watched_${round}_${n}`);
    const latencies = (await Promise.all(users.map((user) => fanOut(servers, user, round)))).flat();
    const seconds = (performance.now() - started) / 1000;
    latencies.sort((a, b) => a - b);
    const name = `real time, ${USERS * SOCKETS_A_USER} sockets`;
    figures.add(`${name}: messages`, '/s', (latencies.length * SOCKETS_A_USER) / seconds);
    figures.add(`${name}: from POST to the last socket, p50`, 'ms', quantile(latencies, 0.5));
    figures.add(`${name}: from POST to the last socket, p99`, 'ms', quantile(latencies, 0.99));
  }
  return { figures: figures.all, goals: [] };
};
