import { Injectable } from '@nestjs/common';
import {
  CapturedEvent,
  FieldError,
  MAX_CAPTURED_BYTES,
  MAX_DISTINCT_ID,
} from '@trailmark/contracts';
import { isUuid } from '@trailmark/platform';
import { cleanText } from '../ingest/clean-text.js';
import { JsonLimits } from '../ingest/json-limits.js';
import { Sanitiser } from '../ingest/sanitiser.js';
import { Anonymiser } from '../privacy/anonymiser.js';
import { distinctIdOf } from './distinct-id.js';
import { Arrival, timeOf } from './event-time.js';
import { isObject, Json } from './json.js';
import { linkOf } from './person-link.js';
import { SentEvent } from './sent-batch.js';

/** What an SDK attaches is larger than what an API client tells: stack traces, element chains. */
const LIMITS: JsonLimits = {
  bytes: MAX_CAPTURED_BYTES,
  depth: 20,
  keys: 5000,
  forbiddenKeys: 'remove',
};
const FREE = ['properties', '$set', '$set_once'] as const;

const MAX_EVENT = 255;

/** An event as it is kept, or what is wrong with it. */
export type ReadEvent = { ok: true; event: CapturedEvent } | { ok: false; problems: FieldError[] };

interface ReadOptions {
  arrival: Arrival;
  /** Its id when the SDK gave none. */
  uuid: string;
  /** Its name when the SDK gave none; null: then it is malformed. */
  defaultName: string | null;
}

interface FreeParts {
  properties: Json;
  set: Json | null;
  setOnce: Json | null;
  problems: FieldError[];
}

const nameOf = (value: unknown): string | null => {
  const name = typeof value === 'string' ? cleanText(value) : '';
  return name.trim() === '' || Array.from(name).length > MAX_EVENT ? null : name;
};

const uuidOf = (value: unknown): string | null => {
  const uuid = typeof value === 'string' ? value.toLowerCase() : '';
  return isUuid(uuid) ? uuid : null;
};

/** What two places say of the same, the second winning; what is no object stays, to be refused. */
const joined = (inner: unknown, outer: unknown): unknown => {
  if (isObject(inner) && isObject(outer)) return { ...inner, ...outer };
  return outer ?? inner ?? null;
};

const freePartsIn = (sent: Json): Record<(typeof FREE)[number], unknown> => {
  const { properties = null } = sent;
  const { $set, $set_once, ...others } = isObject(properties) ? properties : {};
  return {
    properties: properties === null || isObject(properties) ? others : properties,
    $set: joined($set, sent.$set),
    $set_once: joined($set_once, sent.$set_once),
  };
};

const told = (field: string, what: unknown, message: string): FieldError[] =>
  what === null ? [{ field, message: `${field} must be ${message}` }] : [];

/** Makes of what an SDK sent what is kept of it. */
@Injectable()
export class EventReader {
  constructor(
    private readonly sanitiser: Sanitiser,
    private readonly anonymiser: Anonymiser,
  ) {}

  /** Problems are named by their place in the body. */
  read({ prefix, value }: SentEvent, options: ReadOptions): ReadEvent {
    if (!isObject(value)) {
      const field = prefix.slice(0, -1) || 'body';
      return { ok: false, problems: [{ field, message: `${field} must be an object` }] };
    }
    const event = nameOf(value.event ?? options.defaultName);
    const id = distinctIdOf(value);
    const at = timeOf(value, options.arrival);
    const { problems, ...free } = this.freeParts(value);
    if (event === null || id === null || at === null || problems.length > 0) {
      const wrong = [
        ...told('event', event, `text of 1 to ${MAX_EVENT} characters`),
        ...told('distinct_id', id, `text of 1 to ${MAX_DISTINCT_ID} characters`),
        ...told('timestamp', at, 'an ISO 8601 date and time since 1970'),
        ...problems,
      ];
      return { ok: false, problems: wrong.map((one) => ({ ...one, field: prefix + one.field })) };
    }
    const { properties, set, setOnce } = free;
    return {
      ok: true,
      event: {
        uuid: uuidOf(value.uuid) ?? options.uuid,
        event,
        distinct_id: id,
        timestamp: at.toISOString(),
        properties,
        set,
        set_once: setOnce,
        link: linkOf(event, id, properties),
      },
    };
  }

  private freeParts(sent: Json): FreeParts {
    const parts = freePartsIn(sent);
    const shape = FREE.filter((name) => parts[name] !== null && !isObject(parts[name]));
    const { value, problems, tooLarge } = this.sanitiser.sanitise(parts, FREE, LIMITS);
    const { properties, $set, $set_once } = value as Record<(typeof FREE)[number], unknown>;
    return {
      properties: this.anonymised(properties) ?? {},
      set: this.anonymised($set),
      setOnce: this.anonymised($set_once),
      problems: [
        ...shape.map((field) => ({ field, message: `${field} must be an object` })),
        ...problems,
        ...tooLarge,
      ],
    };
  }

  private anonymised(part: unknown): Json | null {
    return isObject(part) ? this.anonymiser.filter(part) : null;
  }
}
