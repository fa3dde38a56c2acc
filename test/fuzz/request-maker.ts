import { Document, Operation } from './document.js';
import { Draws } from './draws.js';
import { withMarkedIds } from './marked-ids.js';
import { Pools } from './pools.js';

/** Who sends it; `garbage` and `none` have no token that is good. */
export type Sender = 'admin' | 'user' | 'garbage' | 'none';

export interface FuzzedRequest {
  method: string;
  path: string;
  /** As it stands in the URL, encoded. */
  url: string;
  headers: Record<string, string>;
  /** Undefined: none. */
  body: string | undefined;
  sender: Sender;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const SENDERS: readonly Sender[] = ['admin', 'admin', 'admin', 'user', 'user', 'garbage', 'none'];

/** Of those users some are asked about, so that questions also find something. */
const USERS = ['fuzzed', 'fuzzed', 'fuzzed', 'nobody', '82b0da6e-9c9b-422b-b748-9e16ea98f45b'];

const HEADERS = ['prefer', 'if-none-match', 'if-match', 'x-request-id', 'x-forwarded-for'];
const HEADER_TEXTS = ['*', '""', 'W/"x"', '"\\"', 'respond-async', 'wait=x', 'gzip', ',', '~!#'];

const TYPES = ['text/plain', 'application/xml', 'application/json; charset=utf-16', 'a/b', ''];

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

const textual = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** The first object of a list in a body, or the body: changes are to reach items, too. */
const itemOf = (body: Json): Json => {
  const list = Object.values(body).find(Array.isArray) as unknown[] | undefined;
  const [first] = list ?? [];
  return isObject(first) ? first : body;
};

/**
 * Makes requests to any route of a document: good, nearly good, and not good at all. Values are drawn
 * beforehand, so that making one costs next to nothing; the same seed makes the same requests.
 */
export class RequestMaker {
  private readonly random: Draws;
  private readonly pools: Pools;
  private made = 0;

  constructor(
    document: Document,
    private readonly operations: Operation[],
    seed: number,
  ) {
    this.random = new Draws(seed);
    this.pools = new Pools(document, operations, seed);
  }

  *requests(count: number): Generator<FuzzedRequest> {
    for (let n = 0; n < count; n += 1) yield this.request(this.random.one(this.operations));
  }

  private request(operation: Operation): FuzzedRequest {
    const { method, path } = operation;
    const body = this.body(operation);
    const type = this.random.chance(0.03) ? this.random.one(TYPES) : 'application/json';
    const query = this.query(operation);
    const place = path.replace(/\{[^}]*\}/g, () => encoded(this.pathPart()) || 'x');
    return {
      method,
      path,
      url: query ? `${place}?${query}` : place,
      headers: { ...this.headers(), ...(body !== undefined && type && { 'content-type': type }) },
      body,
      sender: this.random.one(SENDERS),
    };
  }

  private pathPart(): string {
    return this.random.chance(0.6)
      ? this.random.one(USERS)
      : this.pools.text(this.random).slice(0, 300);
  }

  private headers(): Record<string, string> {
    const names = HEADERS.filter(() => this.random.chance(0.3));
    return Object.fromEntries(names.map((name) => [name, this.random.one(HEADER_TEXTS)]));
  }

  private query({ parameters }: Operation): string {
    const known = parameters.filter(({ in: place }) => place === 'query');
    const pairs = Array.from({ length: this.random.below(known.length > 0 ? 4 : 2) }, () => {
      if (known.length === 0 || this.random.chance(0.05))
        return [this.pools.text(this.random), '1'];
      const parameter = this.random.one(known);
      const suffix = this.random.one(['', '', '', '[]', '[0]', '[__proto__]', '[a][b]']);
      const value = this.random.chance(0.5)
        ? textual(this.pools.parameter(parameter, this.random))
        : this.pools.text(this.random).slice(0, 2000);
      return [`${parameter.name}${suffix}`, value];
    });
    return pairs.map((parts) => parts.map(encoded).join('=')).join('&');
  }

  private body(operation: Operation): string | undefined {
    const good = this.pools.body(operation, this.random);
    if (good === undefined) return undefined;
    const kind = this.random.below(20);
    if (kind === 0) return this.pools.broken(this.random);
    if (kind < 3) return JSON.stringify(this.pools.json(this.random));
    const text = JSON.stringify(kind < 8 ? good : this.changed(good));
    return withMarkedIds(text, () => (this.made += 1));
  }

  private changed(good: unknown): unknown {
    if (!isObject(good)) return good;
    const body = structuredClone(good);
    for (let changes = 1 + this.random.below(3); changes > 0; changes -= 1) {
      const target = this.random.chance(0.5) ? body : itemOf(body);
      const known = this.random.one([...Object.keys(target), 'x']);
      const name = this.random.chance(0.2) ? this.pools.text(this.random).slice(0, 100) : known;
      if (this.random.chance(0.1)) delete target[known];
      else put(target, name, this.pools.json(this.random));
    }
    return body;
  }
}

/** As JSON.parse does it: also a key that is every object's own. */
const put = (target: Json, name: string, value: unknown): void => {
  const settings = { enumerable: true, configurable: true, writable: true };
  Object.defineProperty(target, name, { value, ...settings });
};
