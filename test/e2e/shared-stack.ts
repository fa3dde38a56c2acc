import {
  AppProcess,
  brokerLogEnd,
  expectNoRefusals,
  sharedApps,
  sharedNatsUrl,
  sharedSchema,
  testEnv,
  TestSchema,
} from '@trailmark/testing';
import { PATIENT, Product } from './stack.js';

export const WRITE_KEY = `tm_${'k'.repeat(32)}`;

/**
 * The product that files of tests share: they ask it at the same time and one after the other. Who uses
 * it has users of its own (and pages, and whatever else is counted over all users), changes nothing that
 * concerns others, and stops nothing.
 */
export interface SharedStack extends Product {
  /** A gateway that is set up differently, before the same services; its owner stops it. */
  startGateway(env: Record<string, string>): Promise<AppProcess>;
}

/** The shared product with these services behind its gateway; what nobody asked for before is started. */
export const sharedStack = async (...services: string[]): Promise<SharedStack> => {
  const natsUrl = sharedNatsUrl();
  const base = testEnv({ ...PATIENT, NATS_URL: natsUrl, WRITE_KEYS: WRITE_KEY });
  const logEnd = brokerLogEnd();
  const schemas = new Map<string, TestSchema>();
  for (const name of services) schemas.set(name, await sharedSchema(name));
  const urls = await sharedApps(
    new Map([
      ...[...schemas].map(([name, { url }]) => [name, { ...base, DATABASE_URL: url }] as const),
      ['gateway', base],
    ]),
  );
  return {
    url: urls.gateway ?? '',
    natsUrl,
    service: (name) => {
      const schema = schemas.get(name);
      if (!schema) throw new Error(`${name} was not asked for`);
      return { schema };
    },
    startGateway: (env) => AppProcess.start('apps/gateway/dist/main.js', { ...base, ...env }),
    stop: () => Promise.resolve(expectNoRefusals(logEnd, natsUrl)),
  };
};
