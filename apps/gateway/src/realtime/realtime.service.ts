import { setTimeout as sleep } from 'node:timers/promises';
import { BeforeApplicationShutdown, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { NatsConnector, UnavailableError } from '@trailmark/platform';
import { WebSocket } from 'ws';
import { GatewayConfig } from '../config.js';
import { Audience } from './audience.js';
import { CommittedFacts } from './committed-facts.js';
import { OverviewSource } from './overview-source.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import { Watch, Watcher } from './watcher.js';

const TIMES_MS = 1000;
const STOP_MS = 3000;
const POLL_MS = 20;

/** Every WebSocket of this process: who may come in, who is still there, and the way out. */
@Injectable()
export class RealtimeService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly audiences = new Map<string, Audience>();
  private readonly watchers = new Set<Watcher>();
  private readonly chores: NodeJS.Timeout[] = [];
  private stopping = false;

  constructor(
    private readonly nats: NatsConnector,
    private readonly facts: CommittedFacts,
    private readonly overviews: OverviewSource,
    private readonly metrics: RealtimeMetrics,
    private readonly config: GatewayConfig,
  ) {}

  /** One timer a chore, however many watch. */
  onApplicationBootstrap(): void {
    this.nats.onReconnect(() => this.refreshAll());
    this.chores.push(
      setInterval(() => this.checkTimes(), TIMES_MS),
      setInterval(() => this.checkPulses(), this.config.realtimeHeartbeatMs),
    );
  }

  /** Sends everyone elsewhere while NATS is still there; waits for them, but not for long. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const chore of this.chores) clearInterval(chore);
    for (const watcher of this.watchers) watcher.close('shutdown');
    const deadline = Date.now() + STOP_MS;
    while (this.watchers.size > 0 && Date.now() < deadline) await sleep(POLL_MS);
    for (const watcher of this.watchers) watcher.terminate();
  }

  /** @throws UnavailableError when the process or the user has as many sockets as it may. */
  assertRoomFor(userId: string): void {
    if (this.stopping) throw new UnavailableError('The server is stopping.');
    if (this.watchers.size >= this.config.realtimeMaxSockets)
      throw new UnavailableError('There are too many WebSockets open.');
    const { size } = this.audiences.get(userId) ?? { size: 0 };
    if (size >= this.config.realtimeMaxSocketsPerUser)
      throw new UnavailableError('There are too many WebSockets open for this user.');
  }

  /** Serves a WebSocket until it closes. */
  serve(socket: WebSocket, watch: Watch): void {
    const watcher = new Watcher(socket, watch, this.metrics, (closed) => this.forget(closed));
    this.watchers.add(watcher);
    this.audienceOf(watch.userId).add(watcher);
  }

  private audienceOf(userId: string): Audience {
    const known = this.audiences.get(userId);
    if (known) return known;
    const audience = new Audience(userId, this.facts, this.overviews);
    this.audiences.set(userId, audience);
    return audience;
  }

  private forget(watcher: Watcher): void {
    const { userId } = watcher.watch;
    const audience = this.audiences.get(userId);
    this.watchers.delete(watcher);
    audience?.remove(watcher);
    if (audience?.size === 0) this.audiences.delete(userId);
  }

  private checkTimes(): void {
    const now = Date.now();
    for (const watcher of this.watchers) watcher.checkTimes(now);
  }

  private checkPulses(): void {
    for (const watcher of this.watchers) watcher.checkPulse();
  }

  /** While the connection was lost, facts may have been. */
  private refreshAll(): void {
    for (const audience of this.audiences.values()) audience.refresh();
  }
}
