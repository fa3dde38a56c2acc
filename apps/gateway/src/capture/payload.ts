import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { FieldError } from '@trailmark/contracts';
import { PayloadTooLargeError, ValidationFailedError } from '@trailmark/platform';
import { isObject } from './json.js';

/** Bytes that a compressed body may have once it is inflated. */
export const MAX_INFLATED_BYTES = 10 * 1024 * 1024;

/** What an SDK sent, whichever way it packed it. */
export interface Payload {
  json: unknown;
  /** What stood beside `data` in a form. */
  form: Record<string, unknown>;
}

const inflate = promisify(gunzip);

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const unreadable = (message: string): ValidationFailedError => {
  const detail: FieldError = { field: 'body', message };
  return new ValidationFailedError([detail], 'The body cannot be read.');
};

const isTooLarge = (error: unknown): boolean =>
  isObject(error) && error.code === 'ERR_BUFFER_TOO_LARGE';

/** The bytes themselves tell whether they are compressed; browsers' SDKs name no encoding. */
const inflated = async (bytes: Buffer): Promise<Buffer> => {
  if (!isGzip(bytes)) return bytes;
  try {
    return await inflate(bytes, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    if (!isTooLarge(error)) throw unreadable('body is no complete gzip');
    throw new PayloadTooLargeError(`The body inflates to more than ${MAX_INFLATED_BYTES} bytes.`);
  }
};

/** Without a byte order mark. */
const textOf = async (bytes: Buffer): Promise<string> =>
  new TextDecoder().decode(await inflated(bytes)).trim();

const isJson = (text: string): boolean => /^[{[]/.test(text);
const isForm = (text: string): boolean => /(?:^|&)data=/.test(text);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('body must be JSON, gzipped JSON or base64 of either');
  }
};

/** Base64 in a form may have lost its plus signs to the form's own meaning of them. */
const fromBase64 = (text: string): Buffer => Buffer.from(text.replaceAll(' ', '+'), 'base64');

const jsonOf = async (text: string): Promise<unknown> =>
  parse(isJson(text) ? text : await textOf(fromBase64(text)));

/**
 * Unpacks JSON, plain, gzipped, in base64, or in the field `data` of a form.
 * @throws DomainError when it is none of these, or too large.
 */
export const readPayload = async (body: Buffer): Promise<Payload> => {
  const text = await textOf(body);
  if (isJson(text) || !isForm(text)) return { json: await jsonOf(text), form: {} };
  const { data = '', ...form } = Object.fromEntries(new URLSearchParams(text));
  return { json: await jsonOf(data), form };
};
