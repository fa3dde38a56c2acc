import fc from 'fast-check';
import { Document, Operation, Parameter } from './document.js';
import { Draws } from './draws.js';
import { captured, goodValue } from './good-values.js';
import { brokenBody, hostileJson, hostileText } from './hostile.js';

const HOSTILE = 800;
const GOOD = 25;

/** Values drawn once by fast-check, of which requests are made. */
export class Pools {
  private readonly texts: string[];
  private readonly jsons: unknown[];
  private readonly brokens: string[];
  private readonly bodies = new Map<Operation, unknown[]>();
  private readonly parameters = new Map<Parameter, unknown[]>();

  constructor(document: Document, operations: Operation[], seed: number) {
    this.texts = fc.sample(hostileText, { seed, numRuns: HOSTILE });
    this.jsons = fc.sample(hostileJson, { seed, numRuns: HOSTILE });
    this.brokens = fc.sample(brokenBody, { seed, numRuns: 100 });
    for (const operation of operations) {
      const good = bodyOf(document, operation);
      if (good) this.bodies.set(operation, fc.sample(good, { seed, numRuns: GOOD }));
      for (const parameter of operation.parameters) {
        const values = goodValue(document, parameter.schema ?? {});
        this.parameters.set(parameter, fc.sample(values, { seed, numRuns: GOOD }));
      }
    }
  }

  text(random: Draws): string {
    return random.one(this.texts);
  }

  json(random: Draws): unknown {
    return random.one(this.jsons);
  }

  broken(random: Draws): string {
    return random.one(this.brokens);
  }

  /** Undefined: the operation has none. */
  body(operation: Operation, random: Draws): unknown {
    const bodies = this.bodies.get(operation);
    return bodies && random.one(bodies);
  }

  parameter(parameter: Parameter, random: Draws): unknown {
    return random.one(this.parameters.get(parameter) ?? ['']);
  }
}

/** The document says of SDKs' bodies only that they are objects. */
const bodyOf = (
  document: Document,
  { method, path, body }: Operation,
): fc.Arbitrary<unknown> | null => {
  const isOurs = path.startsWith('/analytics') || path.startsWith('/api');
  if (!isOurs) return method === 'GET' ? null : captured;
  return body && goodValue(document, body);
};
