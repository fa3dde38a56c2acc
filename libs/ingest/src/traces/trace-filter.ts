import { isIP } from 'node:net';
import { familiesOf } from './agent-families.js';
import { partOfPlace, Trace, traceOf } from './trace-names.js';
import { entriesOf, GONE, isAgent, within } from './walk.js';

export const AGENT_MODES = ['families', 'drop', 'keep'] as const;
export type AgentMode = (typeof AGENT_MODES)[number];

export const PLACE_MODES = ['coarse', 'country', 'drop', 'keep'] as const;
export type PlaceMode = (typeof PLACE_MODES)[number];

/** What is kept of what tells from where, and with what, somebody came. */
export interface TraceRules {
  /** What an IP address becomes; null: it is left out. */
  address: (ip: string) => string | null;
  agents: AgentMode;
  places: PlaceMode;
}

const COORDINATES = /^\s*[-+]?\d{1,3}(?:\.\d+)?\s*[,; ]\s*[-+]?\d{1,3}(?:\.\d+)?\s*$/;

const DROPPED: Record<PlaceMode, ReadonlySet<Trace>> = {
  keep: new Set(),
  coarse: new Set(['exact']),
  country: new Set(['exact', 'coarse']),
  drop: new Set(['exact', 'coarse', 'country', 'place']),
};

/** What most texts of addresses are: one, and nothing to take from it. */
const isBareAddress = (text: string): boolean => isIP(text) !== 0 && !text.includes('%');

/** An address may name the interface it is reached by, and stand in a list of forwarders. */
const addressesIn = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim().replace(/%.*$/s, ''))
    .filter((part) => isIP(part) !== 0);

/**
 * Takes from free JSON what its keys say could lead back to a person. The JSON is not changed; what
 * needs no change is handed on as it is.
 */
export class TraceFilter {
  private readonly dropped: ReadonlySet<Trace>;

  /** What `entriesOf` and `within` ask, made once and not for every value. */
  private readonly keptUnder = (key: string, value: unknown) => this.kept(traceOf(key), value);
  private readonly textOf = (text: string) => (isAgent(text) ? (this.agent(text) ?? GONE) : text);
  private readonly objectOf = (json: object) => this.filter(json);

  constructor(private readonly rules: TraceRules) {
    this.dropped = DROPPED[rules.places];
  }

  /** An IP address as it is kept. */
  address(text: string): string | null {
    if (isBareAddress(text)) return this.rules.address(text);
    const kept = addressesIn(text).flatMap((ip) => this.rules.address(ip) ?? []);
    return kept.length > 0 ? kept.join(', ') : null;
  }

  /** A user agent as it is kept. */
  agent(text: string): string | null {
    if (this.rules.agents === 'keep') return text;
    return this.rules.agents === 'families' ? familiesOf(text) : null;
  }

  /** A place as it is kept, or null when nothing is. */
  place<T extends object>(place: T): T | null {
    const kept = this.placeOf(place);
    return kept === GONE ? null : (kept as T);
  }

  /** An object as it is kept. */
  filter<T extends object>(json: T): T {
    return entriesOf(json, this.keptUnder);
  }

  private kept(trace: Trace | null, value: unknown): unknown {
    if (value === null || typeof value === 'boolean') return value;
    switch (trace) {
      case 'address':
        return this.valuesOf(value, (text) => this.address(text));
      case 'agent':
        return this.valuesOf(value, (text) => this.agent(text));
      case 'place':
        return this.placeOf(value);
      case 'exact':
      case 'coarse':
      case 'country':
        return this.dropped.has(trace) ? GONE : value;
      case null:
        return within(value, this.textOf, this.objectOf);
    }
  }

  /** Texts as `keep` leaves them; a number could be an address, too. */
  private valuesOf(value: unknown, keep: (text: string) => string | null): unknown {
    if (typeof value === 'string') return keep(value) ?? GONE;
    if (Array.isArray(value)) {
      const all = value.map((one) => this.valuesOf(one, keep));
      return all.filter((one) => one !== GONE);
    }
    return typeof value === 'object' && value !== null ? this.filter(value) : GONE;
  }

  private placeOf(value: unknown): unknown {
    if (this.dropped.has('place')) return GONE;
    if (this.dropped.size === 0) return value;
    if (typeof value === 'string') return COORDINATES.test(value) ? GONE : value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return GONE;
    return entriesOf(value, (key, part) => (this.dropped.has(partOfPlace(key)) ? GONE : part));
  }
}
