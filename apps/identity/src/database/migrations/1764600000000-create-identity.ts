import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * What could be used is not in here: passwords, refresh tokens and write keys are hashed, and secrets
 * of signing keys encrypted. `login_failures.subject` is a hash of an e-mail address or a client.
 */
export class CreateIdentity1764600000000 implements MigrationInterface {
  name = 'CreateIdentity1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await createAccounts(runner);
    await createKeys(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['signing_keys', 'write_keys', 'login_failures', 'sessions', 'accounts']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}

const createAccounts = async (runner: QueryRunner): Promise<void> => {
  await runner.query(`
    CREATE TABLE accounts (
      id BINARY(16) NOT NULL PRIMARY KEY,
      user_id VARCHAR(128) NOT NULL,
      email VARCHAR(320) NOT NULL,
      password_hash VARCHAR(255) NOT NULL,
      roles JSON NOT NULL,
      created_at DATETIME(3) NOT NULL,
      disabled_at DATETIME(3) NULL,
      UNIQUE KEY uq_user_id (user_id),
      UNIQUE KEY uq_email (email)
    ) ${TABLE}`);
  await runner.query(`
    CREATE TABLE sessions (
      id BINARY(16) NOT NULL PRIMARY KEY,
      account_id BINARY(16) NOT NULL,
      token_hash BINARY(32) NOT NULL,
      created_at DATETIME(3) NOT NULL,
      refreshed_at DATETIME(3) NOT NULL,
      expires_at DATETIME(3) NOT NULL,
      KEY idx_account (account_id, id),
      KEY idx_expires_at (expires_at)
    ) ${TABLE}`);
  await runner.query(`
    CREATE TABLE login_failures (
      subject BINARY(32) NOT NULL PRIMARY KEY,
      failures INT UNSIGNED NOT NULL,
      last_at DATETIME(3) NOT NULL,
      locked_until DATETIME(3) NOT NULL,
      KEY idx_last_at (last_at)
    ) ${TABLE}`);
};

const createKeys = async (runner: QueryRunner): Promise<void> => {
  await runner.query(`
    CREATE TABLE write_keys (
      id BINARY(16) NOT NULL PRIMARY KEY,
      key_hash BINARY(32) NOT NULL,
      label VARCHAR(100) NOT NULL,
      last_four CHAR(4) NOT NULL,
      created_by VARCHAR(128) NOT NULL,
      created_at DATETIME(3) NOT NULL,
      revoked_at DATETIME(3) NULL,
      UNIQUE KEY uq_key_hash (key_hash),
      KEY idx_revoked_at (revoked_at)
    ) ${TABLE}`);
  await runner.query(`
    CREATE TABLE signing_keys (
      id BINARY(16) NOT NULL PRIMARY KEY,
      user_id VARCHAR(128) NOT NULL,
      label VARCHAR(100) NOT NULL,
      algorithm VARCHAR(32) NOT NULL,
      public_key TEXT NULL,
      secret VARBINARY(128) NULL,
      created_at DATETIME(3) NOT NULL,
      revoked_at DATETIME(3) NULL,
      KEY idx_user_id (user_id, id),
      KEY idx_revoked_at (revoked_at)
    ) ${TABLE}`);
};
