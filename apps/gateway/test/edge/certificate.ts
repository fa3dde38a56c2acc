import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate of this machine for itself, made anew: no key is kept with the project. */
export interface Certificate {
  certFile: string;
  keyFile: string;
  remove(): void;
}

export const makeCertificate = (): Certificate => {
  const folder = mkdtempSync(join(tmpdir(), 'trailmark-tls-'));
  const certFile = join(folder, 'cert.pem');
  const keyFile = join(folder, 'key.pem');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];
  const made = spawnSync(
    'openssl',
    ['req', '-x509', ...key, '-days', '2', ...subject, '-keyout', keyFile, '-out', certFile],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
  return { certFile, keyFile, remove: () => rmSync(folder, { recursive: true }) };
};
