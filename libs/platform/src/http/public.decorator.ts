import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'trailmark:public';

/** Anyone may call it, without a token. */
export const Public = () => SetMetadata(PUBLIC, true);
