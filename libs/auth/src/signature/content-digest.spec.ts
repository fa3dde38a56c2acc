import { createHash } from 'node:crypto';
import { contentDigest, isDigestOf } from './content-digest.js';

const BODY = Buffer.from('{"hello": "world"}');
const sha512 = `sha-512=:${createHash('sha512').update(BODY).digest('base64')}:`;

describe('Content-Digest', () => {
  it('is as RFC 9530 has it in its examples', () => {
    expect(contentDigest(Buffer.from('{"hello": "world"}\n'))).toBe(
      'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:',
    );
  });

  it.each([
    ['SHA-256', contentDigest(BODY)],
    ['SHA-512', sha512],
    ['both', `${sha512}, ${contentDigest(BODY)}`],
    ['one that is not known beside', `md5=:AAAA:, ${contentDigest(BODY)}`],
  ])('is accepted as %s', (_what, header) => {
    expect(isDigestOf(header, BODY)).toBe(true);
  });

  it.each([
    ['of another body', contentDigest(Buffer.from('x'))],
    ['of which one is another body’s', `${sha512}, ${contentDigest(Buffer.from('x'))}`],
    ['of no known kind', 'md5=:AAAA:'],
    ['that is empty', ''],
    ['that is cut', contentDigest(BODY).slice(0, 30)],
    ['without its end', contentDigest(BODY).slice(0, -1)],
  ])('%s is refused', (_what, header) => {
    expect(isDigestOf(header, BODY)).toBe(false);
  });
});
