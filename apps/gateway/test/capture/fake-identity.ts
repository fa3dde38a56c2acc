import { createHash } from 'node:crypto';
import { WRITE_KEY_REVOKED } from '@trailmark/contracts';
import { NatsConnection } from '@trailmark/platform';

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Not the identity service: it knows the write keys that it is told to, and notes what it was asked. */
export class FakeIdentity {
  readonly asked: string[] = [];
  private readonly good = new Set<string>();
  /** Answers wait for it. */
  answering: Promise<void> = Promise.resolve();

  constructor(private readonly nats: NatsConnection) {
    nats.subscribe('identity.write-key.verify', {
      callback: (_error, message) => {
        const { id, data } = message.json<{ id: string; data: { hash: string } }>();
        this.asked.push(data.hash);
        const response = { known: this.good.has(data.hash) };
        void this.answering.then(() =>
          message.respond(JSON.stringify({ id, isDisposed: true, response })),
        );
      },
    });
  }

  issue(key: string): void {
    this.good.add(hashOf(key));
  }

  async revoke(key: string): Promise<void> {
    this.good.delete(hashOf(key));
    this.nats.publish(WRITE_KEY_REVOKED, JSON.stringify({ hash: hashOf(key) }));
    await this.nats.flush();
  }

  timesAskedOf(key: string): number {
    return this.asked.filter((hash) => hash === hashOf(key)).length;
  }
}
