import { Injectable } from '@nestjs/common';
import { Role } from '@trailmark/contracts';
import { bytesToUuid, parseJson, Sql, uuidToBytes } from '@trailmark/platform';
import { Account } from './account.js';

interface Raw {
  id: Buffer;
  user_id: string;
  email: string;
  password_hash: string;
  roles: unknown;
  created_at: Date;
  disabled_at: Date | null;
}

const COLUMNS = 'id, user_id, email, password_hash, roles, created_at, disabled_at';

@Injectable()
export class AccountsRepository {
  async insert(sql: Sql, account: Account): Promise<void> {
    await sql.query(`INSERT INTO accounts (${COLUMNS}) VALUES (?)`, [
      [
        uuidToBytes(account.id),
        account.userId,
        account.email,
        account.passwordHash,
        JSON.stringify(account.roles),
        account.createdAt,
        account.disabledAt,
      ],
    ]);
  }

  async find(sql: Sql, id: string): Promise<Account | null> {
    const rows: Raw[] = await sql.query(`SELECT ${COLUMNS} FROM accounts WHERE id = ?`, [
      uuidToBytes(id),
    ]);
    return rows.map(toAccount)[0] ?? null;
  }

  /** The same, for this transaction alone until it ends. */
  async lock(sql: Sql, id: string): Promise<Account | null> {
    const rows: Raw[] = await sql.query(`SELECT ${COLUMNS} FROM accounts WHERE id = ? FOR UPDATE`, [
      uuidToBytes(id),
    ]);
    return rows.map(toAccount)[0] ?? null;
  }

  async findByEmail(sql: Sql, email: string): Promise<Account | null> {
    const rows: Raw[] = await sql.query(`SELECT ${COLUMNS} FROM accounts WHERE email = ?`, [email]);
    return rows.map(toAccount)[0] ?? null;
  }

  async findByUserId(sql: Sql, userId: string): Promise<Account | null> {
    const rows: Raw[] = await sql.query(`SELECT ${COLUMNS} FROM accounts WHERE user_id = ?`, [
      userId,
    ]);
    return rows.map(toAccount)[0] ?? null;
  }

  /** The next accounts after an id (null: the first), oldest first. */
  async list(sql: Sql, after: string | null, limit: number): Promise<Account[]> {
    const rows: Raw[] = await sql.query(
      `SELECT ${COLUMNS} FROM accounts ${after === null ? '' : 'WHERE id > ?'} ORDER BY id LIMIT ?`,
      after === null ? [limit] : [uuidToBytes(after), limit],
    );
    return rows.map(toAccount);
  }

  async setPassword(sql: Sql, id: string, passwordHash: string): Promise<void> {
    await sql.query('UPDATE accounts SET password_hash = ? WHERE id = ?', [
      passwordHash,
      uuidToBytes(id),
    ]);
  }

  /** @param at null: it is not disabled. */
  async setDisabled(sql: Sql, id: string, at: Date | null): Promise<void> {
    await sql.query('UPDATE accounts SET disabled_at = ? WHERE id = ?', [at, uuidToBytes(id)]);
  }
}

const toAccount = (raw: Raw): Account => ({
  id: bytesToUuid(raw.id),
  userId: raw.user_id,
  email: raw.email,
  passwordHash: raw.password_hash,
  roles: parseJson<Role[]>(raw.roles) ?? [],
  createdAt: raw.created_at,
  disabledAt: raw.disabled_at,
});
