import { createHash, timingSafeEqual } from 'node:crypto';

const ALGORITHMS = ['sha-256', 'sha-512'] as const;
type DigestAlgorithm = (typeof ALGORITHMS)[number];

const digest = (algorithm: DigestAlgorithm, body: Buffer): Buffer =>
  createHash(algorithm.replace('-', '')).update(body).digest();

/** The value of `Content-Digest` (RFC 9530) for a body. */
export const contentDigest = (body: Buffer): string =>
  `sha-256=:${digest('sha-256', body).toString('base64')}:`;

const toldDigests = (header: string): [DigestAlgorithm, Buffer][] =>
  ALGORITHMS.flatMap((algorithm): [DigestAlgorithm, Buffer][] => {
    const told = new RegExp(`(?:^|,)\\s*${algorithm}=:([\\w+/=]*):\\s*(?=,|$)`).exec(header);
    return told ? [[algorithm, Buffer.from(told[1] ?? '', 'base64')]] : [];
  });

/** Whether the header tells at least one digest that we know, and every one of those is the body's. */
export const isDigestOf = (header: string, body: Buffer): boolean => {
  const told = toldDigests(header);
  return (
    told.length > 0 &&
    told.every(([algorithm, value]) => {
      const actual = digest(algorithm, body);
      return value.length === actual.length && timingSafeEqual(value, actual);
    })
  );
};
