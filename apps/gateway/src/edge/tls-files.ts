import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** A certificate with its key. */
export interface TlsFiles {
  cert: Buffer;
  key: Buffer;
}

/** @returns null when there are none. Throws when they cannot be read. */
export const readTlsFiles = (certFile: string | null, keyFile: string | null): TlsFiles | null =>
  certFile === null || keyFile === null
    ? null
    : { cert: readFileSync(certFile), key: readFileSync(keyFile) };

const unreadable = (name: string, file: string | null): string[] => {
  try {
    if (file !== null) readFileSync(file);
    return [];
  } catch (error) {
    return [`${name} cannot be read: ${(error as NodeJS.ErrnoException).code}`];
  }
};

const mismatch = (files: TlsFiles | null): string[] => {
  try {
    if (files) createSecureContext(files);
    return [];
  } catch (error) {
    return [`TLS_CERT_FILE and TLS_KEY_FILE are no pair: ${(error as Error).message}`];
  }
};

/** Why these files cannot serve HTTPS, each a line that begins with a variable; none: they can. */
export const tlsProblems = (certFile: string | null, keyFile: string | null): string[] => {
  if ((certFile === null) !== (keyFile === null)) {
    return ['TLS_CERT_FILE and TLS_KEY_FILE go together: set both or neither'];
  }
  const problems = [
    ...unreadable('TLS_CERT_FILE', certFile),
    ...unreadable('TLS_KEY_FILE', keyFile),
  ];
  return problems.length > 0 ? problems : mismatch(readTlsFiles(certFile, keyFile));
};
