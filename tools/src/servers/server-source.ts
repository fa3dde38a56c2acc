import { UserError } from '../user-error.js';

/** What the machine offers for one server. */
export interface Offer {
  /** A URL in the environment. */
  url: string | undefined;
  binary: string | null;
  canInstall: boolean;
  hasDocker: boolean;
}

export type ServerSource =
  | { kind: 'given'; url: string }
  | { kind: 'private'; binary: string }
  | { kind: 'install' }
  | { kind: 'docker' }
  | { kind: 'none' };

/** A URL wins, then what is on the machine, then what can be put there. */
export function chooseSource(offer: Offer): ServerSource {
  if (offer.url) return { kind: 'given', url: offer.url };
  if (offer.binary) return { kind: 'private', binary: offer.binary };
  if (offer.canInstall) return { kind: 'install' };
  return offer.hasDocker ? { kind: 'docker' } : { kind: 'none' };
}

/** The one command that helps on this system. */
export function installAdvice(platform: NodeJS.Platform, isDebian: boolean): string {
  if (isDebian) {
    return 'sudo apt-get install -y --no-install-recommends mariadb-server-core nats-server';
  }
  if (platform === 'darwin') return 'brew install mariadb nats-server';
  return 'docker run --rm hello-world   # once Docker is installed: https://docs.docker.com/engine/install';
}

export function nothingFound(missing: readonly string[], advice: string): UserError {
  return new UserError(
    `Not found: ${missing.join(' and ')}, and no way to install them from here.\nRun this, then repeat the command:\n\n` +
      `  ${advice}\n\nOr name running servers: DATABASE_URL=mysql://user:password@host:3306 NATS_URL=nats://host:4222 npm run up`,
  );
}
