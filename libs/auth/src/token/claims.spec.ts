import { ROLES } from '@trailmark/contracts';
import { principalOf } from './claims.js';

describe('principalOf', () => {
  it('reads subject, e-mail and roles', () => {
    expect(principalOf({ sub: 'ann', email: 'a@b.c', roles: ['support', 'admin'] })).toEqual({
      sub: 'ann',
      email: 'a@b.c',
      roles: ['support', 'admin'],
    });
  });

  it.each([...ROLES])('knows the role %s', (role) => {
    expect(principalOf({ sub: 'ann', roles: [role] })?.roles).toEqual([role]);
  });

  it.each([
    ['none given', undefined],
    ['an empty list', []],
    ['only unknown ones', ['owner', 'root']],
    ['another case', ['ADMIN', 'Admin']],
    ['text instead of a list', 'admin'],
    ['an object', { 0: 'admin' }],
    ['a list within a list', [['admin']]],
    ['null', null],
  ])('takes a bearer with %s for a plain user', (_what, roles) => {
    expect(principalOf({ sub: 'ann', roles })?.roles).toEqual(['user']);
  });

  it('ignores unknown roles among known ones', () => {
    expect(principalOf({ sub: 'ann', roles: ['owner', 'support', 5] })?.roles).toEqual(['support']);
  });

  it.each([undefined, null, '', 5, ['ann'], { id: 'ann' }, 'x'.repeat(129)])(
    'has none for the subject %p',
    (sub) => {
      expect(principalOf({ sub, roles: ['admin'] })).toBeNull();
    },
  );

  it('takes a subject of 128 characters', () => {
    expect(principalOf({ sub: 'x'.repeat(128) })?.sub).toHaveLength(128);
  });

  it.each([undefined, null, 5, ['a@b.c']])('reads the e-mail %p as none', (email) => {
    expect(principalOf({ sub: 'ann', email })?.email).toBeNull();
  });

  it.each([
    [false, null],
    [true, 'a@b.c'],
    [undefined, 'a@b.c'],
  ])('with email_verified %p has the e-mail %p', (email_verified, email) => {
    expect(principalOf({ sub: 'ann', email: 'a@b.c', email_verified })?.email).toBe(email);
  });

  it('carries nothing else of the token', () => {
    const claims = { sub: 'ann', exp: 1, permissions: ['all'], password: 'Qz7' };
    expect(principalOf(claims)).toEqual({ sub: 'ann', email: null, roles: ['user'] });
  });
});
