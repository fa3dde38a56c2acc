import { summaryOf } from './sql-spans.js';

describe('summaryOf', () => {
  it.each([
    ['SELECT `e`.`id` FROM `events` `e` WHERE `e`.`user_id` = ?', 'SELECT', 'events'],
    ['select 1', 'SELECT', null],
    ['INSERT INTO events (id, name) VALUES (?, ?), (?, ?)', 'INSERT', 'events'],
    ['  INSERT IGNORE INTO\n  `ledger` (id) VALUES (?)', 'INSERT', 'ledger'],
    ['UPDATE user_days SET n = n + 1 WHERE day = ?', 'UPDATE', 'user_days'],
    ['DELETE FROM events WHERE id IN (?)', 'DELETE', 'events'],
    ['(SELECT id FROM a) UNION ALL (SELECT id FROM b)', 'SELECT', 'a'],
    ['SELECT n FROM (SELECT COUNT(*) n FROM events) counted', 'SELECT', 'events'],
    ['START TRANSACTION', 'START', null],
    ['COMMIT', 'COMMIT', null],
    ['', 'QUERY', null],
  ])('names %j', (sql, operation, table) => {
    expect(summaryOf(sql)).toEqual({ operation, table });
  });

  it('looks at the beginning alone, however long the rest is', () => {
    const sql = `INSERT INTO events (id) VALUES ${'(?), '.repeat(100_000)}(?)`;
    expect(summaryOf(sql)).toEqual({ operation: 'INSERT', table: 'events' });
  });
});
