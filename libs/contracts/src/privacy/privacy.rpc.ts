import { EraseUserDto } from './erase-user.dto.js';
import { ExportUserDto } from './export-user.dto.js';
import { PrivacyRequestPathDto, RequestErasureDto } from './privacy-request.dto.js';
import { PrivacyRequestView } from './privacy-request.view.js';
import { DataService, ErasedSoFar, ExportPage } from './user-data.js';

/** What every service with data about users answers. */
type UserDataRpc = {
  /** Works for about a second; asked again until it is done. */
  [S in DataService as `${S}.user.erase`]: { request: EraseUserDto; response: ErasedSoFar };
} & {
  [S in DataService as `${S}.user.export`]: { request: ExportUserDto; response: ExportPage };
};

export interface PrivacyRequestRpc {
  /** The request that is open already, if there is one. */
  'identity.privacy.erase': { request: RequestErasureDto; response: PrivacyRequestView };
  /** NOT_FOUND also when the caller may not see it. */
  'identity.privacy.find': { request: PrivacyRequestPathDto; response: PrivacyRequestView };
}

export type PrivacyRpc = UserDataRpc & PrivacyRequestRpc;
