import { Page } from '../http/pagination.js';
import { KeysQueryDto, RevokeKeyDto, SigningKeysQueryDto } from './keys-query.dto.js';
import { OpenSessionDto, RefreshTokenDto } from './session.dto.js';
import { SessionClosed, SessionView } from './session.view.js';
import { FindSigningKeyDto, NewSigningKeyDto } from './signing-key.dto.js';
import { NewSigningKeyView, SigningKey, SigningKeyView } from './signing-key.view.js';
import { CreateWriteKeyDto, VerifyWriteKeyDto } from './write-key.dto.js';
import { NewWriteKeyView, WriteKeyVerdict, WriteKeyView } from './write-key.view.js';

/**
 * Sessions, `verify` and `signing-key.find` need no principal: they are asked before there is one.
 * UNAUTHORIZED: the credentials or the token are not good, for whatever reason. RATE_LIMITED: too many
 * failures. CONFLICT: there are as many keys as may be.
 */
export interface IdentityRpc {
  'identity.session.open': { request: OpenSessionDto; response: SessionView };
  'identity.session.refresh': { request: RefreshTokenDto; response: SessionView };
  'identity.session.close': { request: RefreshTokenDto; response: SessionClosed };
  'identity.write-key.create': { request: CreateWriteKeyDto; response: NewWriteKeyView };
  'identity.write-key.list': { request: KeysQueryDto; response: Page<WriteKeyView> };
  'identity.write-key.revoke': { request: RevokeKeyDto; response: WriteKeyView };
  'identity.write-key.verify': { request: VerifyWriteKeyDto; response: WriteKeyVerdict };
  'identity.signing-key.create': { request: NewSigningKeyDto; response: NewSigningKeyView };
  'identity.signing-key.list': { request: SigningKeysQueryDto; response: Page<SigningKeyView> };
  'identity.signing-key.revoke': { request: RevokeKeyDto; response: SigningKeyView };
  /** Null: there is no such key, or it was revoked. */
  'identity.signing-key.find': { request: FindSigningKeyDto; response: SigningKey | null };
}
