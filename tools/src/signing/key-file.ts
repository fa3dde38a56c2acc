import { readFileSync } from 'node:fs';
import type { SignerKey } from '@trailmark/auth';
import { UserError } from '../user-error.js';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** What a signing key's file holds: `{"id", "algorithm", "key"}`, the key being private. */
export function readKeyFile(path: string): SignerKey {
  const { id, algorithm, key } = contentOf(path);
  if (isText(id) && isText(algorithm) && isText(key)) return { id, algorithm, key };
  throw new UserError(`${path} is no signing key: it needs the texts id, algorithm and key.`);
}

function contentOf(path: string): Partial<Record<keyof SignerKey, unknown>> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof content === 'object' && content !== null ? content : {};
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`The signing key cannot be read: ${reason}`, { cause: error });
  }
}
