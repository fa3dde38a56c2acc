import { Database } from '@trailmark/platform';
import { packetsOf, TestSchema } from '@trailmark/testing';
import { idsIn, insert, insertAlong, NotesDatabase, valueOf } from './notes-database.js';

describe('statements that nobody waits for', () => {
  let notes: NotesDatabase;
  let schema: TestSchema;
  let database: Database;

  beforeAll(async () => {
    notes = await NotesDatabase.open();
    ({ schema, database } = notes);
  });
  beforeEach(() => notes.clear());
  afterAll(() => notes.close());

  describe('sent along', () => {
    it('go with the next one, if only the commit', async () => {
      let seen: number[] = [];
      const packets = await packetsOf(() =>
        database.transaction(async (sql) => {
          await insertAlong(sql, 1);
          await insertAlong(sql, 2);
          seen = await idsIn(sql);
          await insertAlong(sql, 3);
        }),
      );
      expect(packets).toHaveLength(2);
      expect(packets[1]?.split(';\n').at(-1)).toBe('COMMIT');
      expect(seen).toEqual([1, 2]);
      expect(await notes.stored()).toEqual([1, 2, 3]);
    });

    it('fail the commit that they go with: nothing is kept', async () => {
      const work = database.transaction(async (sql) => {
        await insertAlong(sql, 1);
        await insertAlong(sql, 1);
      });
      await expect(work).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
      expect(await notes.stored()).toEqual([]);
    });

    it('do not pile up', async () => {
      const text = 'x'.repeat(900_000);
      const packets = await packetsOf(() =>
        database.transaction(async (sql) => {
          for (let id = 1; id <= 9; id += 1) await insertAlong(sql, id, text);
        }),
      );
      expect(packets.length).toBeGreaterThan(3);
      expect(await notes.stored()).toHaveLength(9);
    });

    it('are answered at once outside a transaction', async () => {
      await database.read((sql) => insertAlong(sql, 1));
      expect(await notes.stored()).toEqual([1]);
    });

    it('what was sent along fails the savepoint, not what comes after it', async () => {
      await database.transaction(async (sql) => {
        await insert(sql, 1);
        const inner = sql.transaction(async (savepoint) => {
          await insertAlong(savepoint, 2);
          await insertAlong(savepoint, 1);
        });
        await expect(inner).rejects.toMatchObject({ code: 'ER_DUP_ENTRY' });
        await insert(sql, 5);
      });
      expect(await notes.stored()).toEqual([1, 5]);
    });

    it('what waits is not sent when the work itself fails', async () => {
      await database.transaction(async (sql) => {
        await insert(sql, 1);
        const inner = sql.transaction(async (savepoint) => {
          await insertAlong(savepoint, 2);
          throw new Error('no');
        });
        await expect(inner).rejects.toThrow('no');
      });
      expect(await notes.stored()).toEqual([1]);
    });
  });

  describe('of a glance', () => {
    it('are one packet, its end included', async () => {
      await schema.query('INSERT INTO notes (id) VALUES (1)');
      let answers: unknown[] = [];
      const packets = await packetsOf(async () => {
        answers = await database.glance((sql) => Promise.all([idsIn(sql), valueOf(sql, "'two'")]));
      });
      expect(answers).toEqual([[1], 'two']);
      expect(packets.map((packet) => packet.split(';\n').at(-1))).toEqual(['COMMIT']);
    });

    it('fail as those of a transaction do', async () => {
      const work = database.glance((sql) =>
        Promise.all([idsIn(sql), sql.query('SELECT * FROM nothing')]),
      );
      await expect(work).rejects.toMatchObject({ code: 'ER_NO_SUCH_TABLE' });
      expect(await database.glance(idsIn)).toEqual([]);
    });

    it('are refused after the turn', async () => {
      const work = database.glance(async (sql) => {
        await idsIn(sql);
        return idsIn(sql);
      });
      await expect(work).rejects.toThrow('after the end of its transaction');
    });
  });
});
