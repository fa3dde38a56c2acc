import { createConnection } from 'mysql2/promise';
import { main } from '../cli.js';

const ADMIN = process.env.TRAILMARK_TEST_DATABASE_URL ?? '';
const SCHEMA = 'test_partitions_command';

const query = async (sql: string): Promise<void> => {
  const connection = await createConnection(ADMIN);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
};

describe('the partitions command', () => {
  let printed: string;

  beforeEach(() => {
    printed = '';
    jest.spyOn(console, 'log').mockImplementation((text: string) => void (printed += text));
    jest.spyOn(console, 'error').mockImplementation((text: string) => void (printed += text));
  });
  afterEach(() => jest.restoreAllMocks());

  it.each([[[]], [['usage']], [['events', 'more']]])(
    'tells how it is used when asked %j',
    async (args) => {
      expect(await main('partitions', args)).toBe(2);
      expect(printed).toMatch(/^Usage: npm run partitions/);
    },
  );

  it('lists each month with its bound and what is said of it', async () => {
    await query(`CREATE DATABASE ${SCHEMA}`);
    const url = new URL(ADMIN);
    url.pathname = `/${SCHEMA}`;
    process.env.DATABASE_URL = url.href;
    try {
      await query(
        `CREATE TABLE ${SCHEMA}.rows_by_month (day DATE NOT NULL PRIMARY KEY)
           PARTITION BY RANGE COLUMNS (day)
             (PARTITION p202601 VALUES LESS THAN ('2026-02-01') COMMENT = 'held until 2026-03-01',
              PARTITION p_future VALUES LESS THAN (MAXVALUE))`,
      );
      expect(await main('partitions', ['events'])).toBe(0);
    } finally {
      delete process.env.DATABASE_URL;
      await query(`DROP DATABASE ${SCHEMA}`);
    }
    const rows = printed.split('\n').map((line) => line.split(/ {2,}/));
    expect(rows).toEqual([
      ['TABLE', 'PARTITION', 'BELOW', 'ROWS, ABOUT', 'KIB', 'NOTE'],
      ['rows_by_month', 'p202601', '2026-02-01', '0', '16', 'held until 2026-03-01'],
      ['rows_by_month', 'p_future', 'MAXVALUE', '0', '16'],
    ]);
  });
});
