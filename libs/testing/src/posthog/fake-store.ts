import { randomUUID } from 'node:crypto';
import { epochMicros, FakeEvent, FakeRow } from './fake-rows.js';

/** What a PostHog project holds, in memory. */
export class FakeStore {
  readonly events = new Map<string, FakeRow>();
  /** Person → properties. */
  readonly persons = new Map<string, Record<string, unknown>>();
  /** Distinct id → person. */
  readonly owners = new Map<string, string>();

  addEvents(events: FakeEvent[]): void {
    for (const { uuid, event, distinct_id, timestamp, properties } of events) {
      this.events.set(uuid, {
        uuid,
        event,
        distinctId: distinct_id,
        micros: epochMicros(timestamp),
        properties: properties ?? {},
      });
    }
  }

  /** @returns the person's id. */
  addPerson(distinctIds: string[], properties: Record<string, unknown> = {}): string {
    const person = randomUUID();
    this.persons.set(person, properties);
    for (const id of distinctIds) this.owners.set(id, person);
    return person;
  }

  /** What identify does: whoever has the one id becomes the person that has the other. */
  merge(distinctId: string, into: string): void {
    const target = this.owners.get(into) ?? this.addPerson([into]);
    const source = this.owners.get(distinctId);
    this.owners.set(distinctId, target);
    if (source === undefined || source === target) return;
    for (const [id, owner] of this.owners) if (owner === source) this.owners.set(id, target);
    this.persons.set(target, { ...this.persons.get(source), ...this.persons.get(target) });
    this.persons.delete(source);
  }

  /** Deletes the persons that have the ids, with all of their events; tells how many of each. */
  erase(distinctIds: string[]): { persons: number; events: number } {
    const gone = new Set(
      distinctIds.map((id) => this.owners.get(id)).filter((id) => id !== undefined),
    );
    const ids = [...this.owners].filter(([, owner]) => gone.has(owner)).map(([id]) => id);
    const events = [...this.events.values()].filter(({ distinctId }) => ids.includes(distinctId));
    for (const { uuid } of events) this.events.delete(uuid);
    for (const id of ids) this.owners.delete(id);
    for (const person of gone) this.persons.delete(person);
    return { persons: gone.size, events: events.length };
  }

  /** What an SDK sends: a batch, a list or one event. */
  capture(body: unknown): void {
    const { batch } = body as { batch?: unknown[] };
    for (const sent of batch ?? (Array.isArray(body) ? body : [body])) this.take(sent as Sent);
  }

  private take(sent: Sent): void {
    const properties = sent.properties ?? {};
    const distinctId = String(sent.distinct_id ?? properties.distinct_id);
    this.addEvents([
      {
        uuid: sent.uuid ?? randomUUID(),
        event: sent.event,
        distinct_id: distinctId,
        timestamp: sent.timestamp ?? new Date().toISOString(),
        properties,
      },
    ]);
    if (!this.owners.has(distinctId)) this.addPerson([distinctId]);
    const anonymous = properties.$anon_distinct_id ?? properties.alias;
    if (typeof anonymous === 'string') this.merge(anonymous, distinctId);
    const person = this.owners.get(distinctId) ?? '';
    const set = (sent.$set ?? properties.$set ?? {}) as Record<string, unknown>;
    this.persons.set(person, { ...this.persons.get(person), ...set });
  }
}

interface Sent {
  event: string;
  uuid?: string;
  distinct_id?: string;
  timestamp?: string;
  properties?: Record<string, unknown>;
  $set?: unknown;
}
