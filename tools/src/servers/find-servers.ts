import { canUseApt, installByApt, isDebianLike } from './apt.js';
import { findDatabaseServer, findNatsServer } from './binaries.js';
import { dockerAnswers } from './docker.js';
import { chooseSource, installAdvice, nothingFound, type ServerSource } from './server-source.js';

export type UsableSource = Exclude<ServerSource, { kind: 'install' } | { kind: 'none' }>;

export interface Servers {
  database: UsableSource;
  nats: UsableSource;
}

/** What the machine can do; a spec puts another machine in its place. */
export interface Machine {
  findDatabase: () => string | null;
  findNats: () => string | null;
  canInstall: () => boolean;
  install: (missing: { database: boolean; nats: boolean }) => void;
  hasDocker: () => boolean;
  advice: () => string;
}

const thisMachine: Machine = {
  findDatabase: findDatabaseServer,
  findNats: findNatsServer,
  canInstall: canUseApt,
  install: installByApt,
  hasDocker: dockerAnswers,
  advice: () => installAdvice(process.platform, isDebianLike()),
};

export interface GivenUrls {
  databaseUrl: string | undefined;
  natsUrl: string | undefined;
}

function look(urls: GivenUrls, machine: Machine, canInstall: boolean) {
  const database = machine.findDatabase();
  const nats = machine.findNats();
  const complete = (urls.databaseUrl ?? database) && (urls.natsUrl ?? nats);
  const hasDocker = !complete && !canInstall && machine.hasDocker();
  const offer = { canInstall, hasDocker };
  return {
    database: chooseSource({ ...offer, url: urls.databaseUrl, binary: database }),
    nats: chooseSource({ ...offer, url: urls.natsUrl, binary: nats }),
  };
}

const isUsable = (source: ServerSource): source is UsableSource =>
  source.kind !== 'install' && source.kind !== 'none';

/** Finds a database server and NATS, installing them where that is possible. Throws `UserError`. */
export function findServers(urls: GivenUrls, machine: Machine = thisMachine): Servers {
  let { database, nats } = look(urls, machine, machine.canInstall());
  if (database.kind === 'install' || nats.kind === 'install') {
    machine.install({ database: database.kind === 'install', nats: nats.kind === 'install' });
    ({ database, nats } = look(urls, machine, false));
  }
  if (isUsable(database) && isUsable(nats)) return { database, nats };
  const missing = [
    ...(isUsable(database) ? [] : ['MariaDB or MySQL']),
    ...(isUsable(nats) ? [] : ['nats-server']),
  ];
  throw nothingFound(missing, machine.advice());
}
