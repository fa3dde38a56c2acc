import { DynamicModule, Module, Type } from '@nestjs/common';
import { RetentionsClient } from './retentions.client.js';
import { USER_PAST, UserPast } from './user-past.js';
import { UserRetentionKeeper } from './user-retention-keeper.js';

interface UserRetentionOptions {
  past: Type<UserPast>;
  /** Where what it needs comes from. */
  imports?: NonNullable<DynamicModule['imports']>;
  providers?: Type<object>[];
}

/** Keeps less of the users who want it so. */
@Module({})
export class UserRetentionModule {
  static for({ past, imports = [], providers = [] }: UserRetentionOptions): DynamicModule {
    return {
      module: UserRetentionModule,
      imports,
      providers: [
        past,
        ...providers,
        { provide: USER_PAST, useExisting: past },
        RetentionsClient,
        UserRetentionKeeper,
      ],
      exports: [past],
    };
  }
}
