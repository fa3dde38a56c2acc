import { Injectable } from '@nestjs/common';
import { ErasureStep, PersonalData, UserTable } from '@trailmark/ingest';
import { PrivacyRequestsStep } from './privacy-requests-step.js';
import { WriteKeysStep } from './write-keys-step.js';

const OF_ACCOUNT = 'account_id IN (SELECT id FROM accounts WHERE user_id IN (?))';

/** Where the identity service keeps what it knows of users. */
@Injectable()
export class IdentityPersonalData extends PersonalData {
  override readonly steps: Record<string, ErasureStep>;

  readonly tables: UserTable[] = [
    { name: 'sessions', column: 'account_id', where: OF_ACCOUNT, hidden: ['token_hash'] },
    { name: 'signing_keys', column: 'user_id', hidden: ['secret'] },
    { name: 'write_keys', column: 'created_by', hidden: ['key_hash'] },
    { name: 'accounts', column: 'user_id', hidden: ['password_hash'] },
    {
      name: 'privacy_requests',
      column: 'subject_hash',
      where: 'subject_hash IN (UNHEX(SHA2(?, 256)))',
      hidden: ['lease', 'requester_hash', 'open_subject'],
    },
  ];

  constructor(writeKeys: WriteKeysStep, requests: PrivacyRequestsStep) {
    super();
    this.steps = { write_keys: writeKeys, privacy_requests: requests };
  }
}
