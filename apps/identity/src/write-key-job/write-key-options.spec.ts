import { writeKeyOptions } from './write-key-options.js';

const ID = '0198a1b2-c3d4-7abc-9def-0123456789ab';

describe('the command line of write-key', () => {
  it.each([
    [['create', '--label', 'web shop'], { job: 'create', label: 'web shop' }],
    [['list'], { job: 'list' }],
    [['revoke', ID], { job: 'revoke', id: ID }],
  ])('%j', (args, options) => {
    expect(writeKeyOptions(args)).toEqual(options);
  });

  it.each([
    [[], /what to do/],
    [['show'], /what to do/],
    [['list', ID], /what to do/],
    [['list', '--label', 'web'], /what to do/],
    [['create', ID, '--label', 'web'], /what to do/],
    [['create'], /--label/],
    [['create', '--label', ' web'], /--label/],
    [['create', '--label', 'x'.repeat(101)], /--label/],
    [['create', '--name', 'web'], /--name/],
    [['revoke'], /ID/],
    [['revoke', 'abcd'], /ID/],
    [['revoke', ID, ID], /what to do/],
  ])('%j is refused', (args, message) => {
    expect(() => writeKeyOptions(args)).toThrow(message);
  });
});
