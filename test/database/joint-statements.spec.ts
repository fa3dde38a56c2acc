import { inspect } from 'node:util';
import { Database, Sql, UnavailableError } from '@trailmark/platform';
import { packetsOf, selectsOf, TestSchema } from '@trailmark/testing';
import { idsIn, IDS, insert, NotesDatabase, valueOf } from './notes-database.js';

const SECRET = 'ann@example.com';

describe('statements of one transaction', () => {
  let notes: NotesDatabase;
  let schema: TestSchema;
  let database: Database;

  beforeAll(async () => {
    notes = await NotesDatabase.open();
    ({ schema, database } = notes);
  });
  beforeEach(() => notes.clear());
  afterAll(() => notes.close());

  describe('asked for in one turn', () => {
    it('go together, in order, with the beginning; each is told its own answer', async () => {
      let answers: unknown[] = [];
      const packets = await packetsOf(() =>
        database.transaction(async (sql) => {
          answers = await Promise.all([idsIn(sql), insert(sql, 2), insert(sql, 1), idsIn(sql)]);
        }),
      );
      expect(answers).toEqual([
        [],
        expect.objectContaining({ affectedRows: 1 }),
        expect.objectContaining({ affectedRows: 1 }),
        [1, 2],
      ]);
      expect(packets.map((packet) => packet.split(';\n'))).toEqual([
        [
          'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
          'START TRANSACTION',
          IDS,
          'INSERT INTO notes (id, text) VALUES (2, NULL)',
          'INSERT INTO notes (id, text) VALUES (1, NULL)',
          IDS,
        ],
        ['COMMIT'],
      ]);
    });

    it('join although one of them is some promises away', async () => {
      const packets = await packetsOf(() =>
        database.transaction(async (sql) => {
          const later = async () => {
            for (let hop = 0; hop < 20; hop += 1) await Promise.resolve();
            return idsIn(sql);
          };
          await Promise.all([idsIn(sql), later()]);
        }),
      );
      expect(packets).toHaveLength(2);
    });

    it.each([`what?`, `it's; DROP TABLE notes; -- `, `\\'; ROLLBACK; /* ?`, '?? \u0000 “🙂”'])(
      'keep the value %j as it is, and apart from others',
      async (text) => {
        await database.transaction((sql) =>
          Promise.all([
            insert(sql, 1, text),
            sql.query(`INSERT INTO notes (id, text) VALUES (2, '? -- ?')`),
            insert(sql, 3, 'three'),
          ]),
        );
        const rows = await schema.query('SELECT id, text FROM notes ORDER BY id');
        expect(rows).toEqual([
          { id: 1, text },
          { id: 2, text: '? -- ?' },
          { id: 3, text: 'three' },
        ]);
      },
    );

    it('are heard one by one by whoever listens to statements', async () => {
      const selects = await selectsOf(notes.dataSource, () =>
        database.transaction((sql) =>
          Promise.all([idsIn(sql), insert(sql, 1), sql.query('SELECT ? AS one', [1])]),
        ),
      );
      expect(selects).toEqual([
        [IDS, []],
        ['SELECT ? AS one', [1]],
      ]);
    });

    it('go in as many packets as they need', async () => {
      const text = 'x'.repeat(900_000);
      const packets = await packetsOf(() =>
        database.transaction((sql) =>
          Promise.all([1, 2, 3, 4, 5].map((id) => insert(sql, id, text))),
        ),
      );
      expect(packets.map((packet) => packet.match(/INSERT|COMMIT$/g))).toEqual([
        ['INSERT', 'INSERT'],
        ['INSERT', 'INSERT'],
        ['INSERT'],
        ['COMMIT'],
      ]);
      expect(await notes.stored()).toEqual([1, 2, 3, 4, 5]);
    });
  });

  it('go alone if each is asked for after the one before', async () => {
    const packets = await packetsOf(() =>
      database.transaction(async (sql) => {
        await insert(sql, 1);
        await insert(sql, 2, 'a?');
      }),
    );
    expect(packets.slice(1)).toEqual([`INSERT INTO notes (id, text) VALUES (2, 'a?')`, 'COMMIT']);
  });

  it('are none if nothing is asked for', async () => {
    const packets = await packetsOf(async () => {
      await database.transaction(() => Promise.resolve());
      await database.snapshot(() => Promise.resolve());
      await database.glance(() => Promise.resolve());
      await expect(database.transaction(() => Promise.reject(new Error('no')))).rejects.toThrow(
        'no',
      );
    });
    expect(packets).toEqual([]);
  });

  it('see what their isolation lets them see', async () => {
    const seen = (run: typeof database.transaction) =>
      run(async (sql) => {
        const before = await idsIn(sql);
        await schema.query('INSERT INTO notes (id) VALUES (?)', [before.length + 1]);
        return [before, await idsIn(sql)];
      });
    expect(await seen((work) => database.transaction(work))).toEqual([[], [1]]);
    expect(await seen((work) => database.snapshot(work))).toEqual([[1], [1]]);
  });

  describe('when one fails', () => {
    const failing = (sql: Sql) => Promise.all([insert(sql, 1), insert(sql, 1), insert(sql, 2)]);

    it('nothing is left of any, and the next transaction is none the wiser', async () => {
      await expect(database.transaction(failing)).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
      expect(await notes.stored()).toEqual([]);
      await database.transaction((sql) => insert(sql, 3));
      expect(await notes.stored()).toEqual([3]);
    });

    it('those that wait behind it are not sent', async () => {
      const packets = await packetsOf(() =>
        expect(
          database.transaction(async (sql) => {
            const first = failing(sql);
            const second = new Promise((resolve) => {
              setImmediate(() => resolve(insert(sql, 7)));
            });
            await Promise.all([first, second]);
          }),
        ).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' }),
      );
      expect(packets).toHaveLength(2);
      expect(packets[1]).toBe('ROLLBACK');
      expect(await notes.stored()).toEqual([]);
    });

    it('a deadlock is tried again, whole', async () => {
      await schema.query('INSERT INTO notes (id) VALUES (1), (2)');
      let met = 0;
      let meet: () => void = () => undefined;
      const both = new Promise<void>((resolve) => (meet = resolve));
      const change = (first: number, second: number) =>
        database.transaction(async (sql) => {
          const update = (id: number) =>
            sql.query(`UPDATE notes SET text = CONCAT(COALESCE(text, ''), 'x') WHERE id = ?`, [id]);
          await update(first);
          if ((met += 1) === 2) meet();
          await both;
          await Promise.all([update(second), insert(sql, 10 + first)]);
        });
      await Promise.all([change(1, 2), change(2, 1)]);
      expect(met).toBe(3);
      const rows = await schema.query('SELECT id, text FROM notes ORDER BY id');
      expect(rows).toEqual([
        { id: 1, text: 'xx' },
        { id: 2, text: 'xx' },
        { id: 11, text: null },
        { id: 12, text: null },
      ]);
    });

    it('no value is told but what the server quotes', async () => {
      const failure: unknown = await database
        .transaction((sql) =>
          Promise.all([insert(sql, 1, SECRET), sql.query('INSERT INTO notes (id) VALUES (1)')]),
        )
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({
        query: expect.stringContaining('INSERT INTO notes (id, text) VALUES ?') as string,
      });
      expect(inspect(failure, { depth: null, showHidden: true })).not.toContain(SECRET);
    });

    it('a connection that is lost is told as unavailable', async () => {
      const work = database.transaction(async (sql) => {
        await schema.query('KILL ?', [await valueOf(sql, 'CONNECTION_ID()')]);
        await Promise.all([idsIn(sql), insert(sql, 1)]);
      });
      await expect(work).rejects.toThrow(UnavailableError);
    });
  });

  describe('within a savepoint', () => {
    it('one that fails takes back what was in it, and no more', async () => {
      await database.transaction(async (sql) => {
        await insert(sql, 1);
        const inner = sql.transaction((savepoint) =>
          Promise.all([insert(savepoint, 2), insert(savepoint, 1), insert(savepoint, 3)]),
        );
        await expect(inner).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
        await sql.transaction((savepoint) => insert(savepoint, 4));
      });
      expect(await notes.stored()).toEqual([1, 4]);
    });
  });

  it('cannot be asked for after its end', async () => {
    let late: Sql | undefined;
    await database.transaction(async (sql) => {
      late = sql;
      await insert(sql, 1);
    });
    await expect(late?.query('DELETE FROM notes')).rejects.toThrow();
    expect(await notes.stored()).toEqual([1]);
  });
});
