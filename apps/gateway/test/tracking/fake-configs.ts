import { ChangeConfigDto, DEFAULT_CONFIG, FindConfigDto } from '@trailmark/contracts';
import { NatsConnection } from 'nats';

/** Not the dashboard service: it keeps one configuration for all users, and answers for it over NATS. */
export class FakeConfigs {
  version = 3;
  readonly requests: (FindConfigDto | ChangeConfigDto)[] = [];

  constructor(nats: NatsConnection) {
    for (const subject of ['dashboard.config.find', 'dashboard.config.change']) {
      nats.subscribe(subject, {
        callback: (_error, message) => {
          const { id, data } = message.json<{ id: string; data: FindConfigDto }>();
          message.respond(JSON.stringify({ id, isDisposed: true, ...this.answer(data) }));
        },
      });
    }
  }

  private answer(request: FindConfigDto | ChangeConfigDto): object {
    this.requests.push(request);
    if ('changes' in request) {
      const { if_version: expected } = request;
      if (typeof expected === 'number' && expected !== this.version) {
        return { err: { code: 'PRECONDITION_FAILED', message: `The version is ${this.version}.` } };
      }
      this.version += 1;
    }
    const { user_id } = request;
    const kept = { ...DEFAULT_CONFIG, data_retention_days: 730, updated_at: null };
    return { response: { user_id, version: this.version, ...kept } };
  }
}
