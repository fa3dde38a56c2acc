import { jobOptions } from './job-options.js';

describe('the command line of account', () => {
  it.each([
    [
      'create --email Ann@Example.com --role admin --role user',
      {
        job: 'create',
        email: 'ann@example.com',
        roles: ['user', 'admin'],
        userId: null,
        fromStdin: false,
      },
    ],
    [
      'create --email a@b.de --role user --user-id usr_7 --password-stdin',
      { job: 'create', email: 'a@b.de', roles: ['user'], userId: 'usr_7', fromStdin: true },
    ],
    ['set-password --email a@b.de', { job: 'set-password', email: 'a@b.de', fromStdin: false }],
    ['disable --email a@b.de', { job: 'disable', email: 'a@b.de' }],
    ['enable --email a@b.de', { job: 'enable', email: 'a@b.de' }],
    ['signing-key --user-id usr_7', { job: 'signing-key', userId: 'usr_7' }],
    ['list', { job: 'list' }],
  ])('%s', (line, options) => {
    expect(jobOptions(line.split(' '))).toEqual(options);
  });

  it.each([
    ['', /what to do/],
    ['remove', /what to do/],
    ['toString', /what to do/],
    ['list all', /what to do/],
    ['signing-key', /--user-id/],
    ['list --email a@b.de', /list does not take --email/],
    ['disable --email a@b.de --role user', /disable does not take --role/],
    ['create --role user', /--email/],
    ['create --email nobody --role user', /--email/],
    ['create --email a@b.de', /--role/],
    ['create --email a@b.de --role owner', /--role/],
    ['create --email a@b.de --role user --role owner', /--role/],
    [`create --email a@b.de --role user --user-id ${'x'.repeat(129)}`, /--user-id/],
    ['create --email a@b.de --role user --user-id=', /--user-id/],
    ['create --email a@b.de --role user --password secret', /--password/],
  ])('%j is refused', (line, message) => {
    expect(() => jobOptions(line.split(' ').filter(Boolean))).toThrow(message);
  });
});
