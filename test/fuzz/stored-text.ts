import { TestSchema } from '@trailmark/testing';

const PAGE = 2000;

const textOf = (value: unknown): unknown =>
  Buffer.isBuffer(value) ? value.toString('hex') : value;

/** Everything that a schema holds, table by table, as text: for looking what is not there. */
export async function* storedText(schema: TestSchema): AsyncGenerator<string> {
  const tables = await schema.query<{ name: string }>(
    `SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()`,
  );
  for (const { name } of tables) {
    for (let offset = 0; ; offset += PAGE) {
      const rows = await schema.query(`SELECT * FROM \`${name}\` LIMIT ${PAGE} OFFSET ${offset}`);
      yield JSON.stringify(rows, (_key, value: unknown) => textOf(value));
      if (rows.length < PAGE) break;
    }
  }
}
