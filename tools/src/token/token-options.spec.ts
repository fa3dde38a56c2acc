import { parseTokenOptions } from './token-options.js';

describe('the options of a token', () => {
  it('are a user, roles and an expiry of 12 hours', () => {
    expect(parseTokenOptions(['--sub', 'user_123', '--role', 'user'])).toEqual({
      sub: 'user_123',
      roles: ['user'],
      email: undefined,
      expiresInSeconds: 43_200,
    });
  });

  it('take several roles, an email and another expiry', () => {
    const args = ['--sub=a', '--role=user, admin', '--email=a@b.c', '--expires=30m'];
    expect(parseTokenOptions(args)).toEqual({
      sub: 'a',
      roles: ['user', 'admin'],
      email: 'a@b.c',
      expiresInSeconds: 1800,
    });
  });

  it.each([
    ['no sub', ['--role', 'user'], '--sub is missing'],
    ['a blank sub', ['--sub', ' ', '--role', 'user'], '--sub is missing'],
    ['no role', ['--sub', 'a'], 'Unknown role: (none)'],
    ['an unknown role', ['--sub', 'a', '--role', 'user,root'], 'Unknown role: root'],
    ['a role every object has', ['--sub', 'a', '--role', 'toString'], 'Unknown role: toString'],
    ['an expiry without unit', ['--sub', 'a', '--role', 'user', '--expires', '12'], '--expires'],
    ['no time at all', ['--sub', 'a', '--role', 'user', '--expires', '0h'], '--expires'],
    ['an unknown option', ['--sub', 'a', '--roles', 'user'], '--roles'],
  ])('are refused with %s', (_, args, message) => {
    expect(() => parseTokenOptions(args)).toThrow(message);
  });
});
