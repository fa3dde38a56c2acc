import { Injectable } from '@nestjs/common';
import {
  PrivacyRequestPathDto,
  PrivacyRequestView,
  Principal,
  RequestErasureDto,
} from '@trailmark/contracts';
import { newMessageId, userHash } from '@trailmark/ingest';
import { currentContext, Database, NotFoundError, UnauthorizedError } from '@trailmark/platform';
import { ErasureRunner } from './erasure-runner.js';
import { openReceipts, PrivacyRequest, toView } from './privacy-request.js';
import { PrivacyRequestsRepository } from './privacy-requests.repository.js';

const principal = (): Principal => {
  const caller = currentContext()?.principal;
  if (!caller) throw new UnauthorizedError();
  return caller;
};

@Injectable()
export class PrivacyRequestsService {
  constructor(
    private readonly database: Database,
    private readonly requests: PrivacyRequestsRepository,
    private readonly runner: ErasureRunner,
  ) {}

  /** Begins to erase a user; while that goes on, asking again answers the same request. */
  async erase({ user_id: userId }: RequestErasureDto): Promise<PrivacyRequestView> {
    const subjectHash = userHash(userId);
    const requesterHash = userHash(principal().sub);
    const request = await this.database.transaction(async (sql) => {
      await this.requests.open(sql, {
        id: newMessageId(),
        subjectHash,
        requesterHash,
        userId,
        receipts: openReceipts(),
        createdAt: new Date(),
      });
      return this.requests.findOpen(sql, subjectHash);
    });
    if (!request) throw new Error('a request just opened is not there');
    this.runner.wake();
    return toView(request);
  }

  /** @throws NotFoundError when there is none, or it is neither about nor by the caller. */
  async find({ id }: PrivacyRequestPathDto): Promise<PrivacyRequestView> {
    const request = await this.database.read((sql) => this.requests.find(sql, id));
    if (!request || !maySee(principal(), request)) {
      throw new NotFoundError('There is no such privacy request.');
    }
    return toView(request);
  }
}

/** After an erasure only hashes are left to compare with. */
const maySee = ({ sub, roles }: Principal, request: PrivacyRequest): boolean => {
  const hash = userHash(sub);
  const own = hash.equals(request.subjectHash) || hash.equals(request.requesterHash);
  return own || roles.includes('admin');
};
