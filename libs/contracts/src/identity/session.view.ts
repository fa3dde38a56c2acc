import { ApiProperty } from '@nestjs/swagger';
import { type Role, ROLES } from '../access/principal.js';

/** Whose session it is. */
export class SessionUser {
  @ApiProperty({ description: '`sub` of the access token: the user id of the analytics routes.' })
  id!: string;

  @ApiProperty({ format: 'email' })
  email!: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role', isArray: true })
  roles!: Role[];
}

/** What somebody who is logged in holds. */
export class SessionView {
  @ApiProperty({ description: 'A JWT, for the header `Authorization`.' })
  access_token!: string;

  @ApiProperty({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  @ApiProperty({ description: 'Seconds.', example: 900 })
  expires_in!: number;

  @ApiProperty({
    description:
      'Good for one refresh, which answers the next one. Used twice, it ends the session.',
  })
  refresh_token!: string;

  @ApiProperty({ description: 'Seconds.', example: 2_592_000 })
  refresh_expires_in!: number;

  @ApiProperty()
  user!: SessionUser;
}

/** A session was closed; so is one that was none. */
export interface SessionClosed {
  closed: true;
}
