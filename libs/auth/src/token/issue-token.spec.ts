import { decode, JwtPayload, verify } from 'jsonwebtoken';
import { issueToken, TokenOptions } from './issue-token.js';

const SECRET = 'a secret of no less than 32 characters';
const ANN: TokenOptions = { sub: 'ann', roles: ['user'] };

const claimsOf = (token: string): JwtPayload =>
  verify(token, SECRET, { algorithms: ['HS256'] }) as JwtPayload;

const lifetimeOf = (token: string): number => {
  const { iat = 0, exp = 0 } = claimsOf(token);
  return exp - iat;
};

describe('issueToken', () => {
  it('signs with HS256', () => {
    const token = decode(issueToken(SECRET, ANN), { complete: true });
    expect(token?.header).toEqual({ alg: 'HS256', typ: 'JWT' });
  });

  it('makes a token that the same secret verifies, and no other', () => {
    const token = issueToken(SECRET, ANN);
    expect(claimsOf(token)).toMatchObject(ANN);
    expect(() => verify(token, `${SECRET}!`)).toThrow('invalid signature');
  });

  it('carries subject, roles, times and nothing more', () => {
    expect(Object.keys(claimsOf(issueToken(SECRET, ANN))).sort()).toEqual([
      'exp',
      'iat',
      'roles',
      'sub',
    ]);
  });

  it('carries an e-mail when given', () => {
    expect(claimsOf(issueToken(SECRET, { ...ANN, email: 'a@b.c' })).email).toBe('a@b.c');
  });

  it.each<[TokenOptions['expiresIn'], number]>([
    [undefined, 12 * 3600],
    [90, 90],
    ['30s', 30],
    ['5m', 300],
    ['2h', 7200],
    ['7d', 604_800],
  ])('with expiresIn %p is valid for %i seconds', (expiresIn, seconds) => {
    expect(lifetimeOf(issueToken(SECRET, { ...ANN, expiresIn }))).toBe(seconds);
  });

  it('is valid from now on', () => {
    const before = Math.floor(Date.now() / 1000);
    const { iat } = claimsOf(issueToken(SECRET, ANN));
    expect(iat).toBeGreaterThanOrEqual(before);
    expect(iat).toBeLessThanOrEqual(Date.now() / 1000);
  });
});
