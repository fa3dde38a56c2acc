import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IdentityConfig } from '../config.js';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps secrets that must be had again, encrypted under `IDENTITY_ENCRYPTION_KEY`. */
@Injectable()
export class SecretBox {
  private readonly key: Buffer;

  constructor({ encryptionKey }: IdentityConfig) {
    this.key = Buffer.from(hkdfSync('sha256', encryptionKey, '', 'signing keys', KEY_BYTES));
  }

  /** @param name of what it belongs to: under another name it cannot be opened. */
  seal(secret: Buffer, name: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, iv).setAAD(Buffer.from(name));
    const hidden = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), hidden]);
  }

  /** @throws Error when it was sealed under another key or name, or changed since. */
  open(sealed: Buffer, name: string): Buffer {
    const iv = sealed.subarray(0, IV_BYTES);
    const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.key, iv, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(name))
      .setAuthTag(tag);
    return Buffer.concat([
      decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)),
      decipher.final(),
    ]);
  }
}
