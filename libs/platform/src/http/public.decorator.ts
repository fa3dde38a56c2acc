import { SetMetadata } from '@nestjs/common';

export const PUBLIC = 'trailmark:public';

/** Anyone may call it: a route without a token, an RPC handler without a principal. */
export const Public = () => SetMetadata(PUBLIC, true);
