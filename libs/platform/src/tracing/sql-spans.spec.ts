import { namedAfterAll, summaryOf } from './sql-spans.js';

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

describe('namedAfterAll', () => {
  it('tells how many statements go together, and what each is', () => {
    const statements = [
      'START TRANSACTION',
      'SELECT id FROM a WHERE b = ?',
      'INSERT INTO c VALUES ?',
    ];
    expect(namedAfterAll(statements)).toEqual({
      name: 'START; SELECT a; INSERT c',
      attributes: {
        'db.operation.name': 'BATCH',
        'db.operation.batch.size': 3,
        'db.query.summary': 'START; SELECT a; INSERT c',
      },
    });
  });

  it('tells what they have in common', () => {
    const { attributes } = namedAfterAll(['SELECT 1 FROM a', 'SELECT 2 FROM a']);
    expect(attributes).toMatchObject({
      'db.operation.name': 'BATCH SELECT',
      'db.collection.name': 'a',
    });
  });

  it('is not longer than 255 characters', () => {
    const { name } = namedAfterAll(Array.from({ length: 100 }, () => 'SELECT 1 FROM a'));
    expect(name).toHaveLength(255);
  });
});
