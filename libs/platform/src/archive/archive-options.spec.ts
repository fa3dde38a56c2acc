import { archiveName, archivedMonth } from './archive-name.js';
import { archiveOptions } from './archive-options.js';

describe('archiveOptions', () => {
  it.each([
    [['list'], { job: 'list' }],
    [['restore', '2026-01'], { job: 'restore', month: '202601', days: 30 }],
    [['restore', '2026-01', '--days', '7'], { job: 'restore', month: '202601', days: 7 }],
    [['drop', '2026-12'], { job: 'drop', month: '202612' }],
  ])('reads %j', (args, options) => {
    expect(archiveOptions(args)).toEqual(options);
  });

  it.each([
    [[]],
    [['show']],
    [['list', '2026-01']],
    [['restore']],
    [['restore', '2026-13']],
    [['restore', '202601']],
    [['restore', '2026-01', '--days', '0']],
    [['restore', '2026-01', '--days', 'x']],
    [['restore', '2026-01', '2026-02']],
    [['drop', '2026-01', '--days', '3']],
    [['drop', '--month', '2026-01']],
  ])('refuses %j', (args) => {
    expect(() => archiveOptions(args)).toThrow();
  });
});

describe('archivedMonth', () => {
  it('tells the table and month that an archive was named for', () => {
    const name = archiveName('activity_logs', '202601');
    expect(name).toBe('archive_activity_logs_202601');
    expect(archivedMonth(name, ['activity_logs'])).toEqual({
      table: 'activity_logs',
      month: '202601',
    });
  });

  it.each(['archive_other_202601', 'activity_logs', 'archive_activity_logs_2026'])(
    'tells nothing of %s',
    (name) => {
      expect(archivedMonth(name, ['activity_logs'])).toBeNull();
    },
  );
});
