import { ValueTransformer } from 'typeorm';

/** A UUID's 16 bytes, as `BINARY(16)` holds them. */
export const uuidToBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

export const bytesToUuid = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** `BINARY(16)` in the table, canonical text in the code. */
export const uuidColumn: ValueTransformer = { to: uuidToBytes, from: bytesToUuid };

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

export const isUuid = (text: string): boolean => UUID.test(text);
