import { DynamicModule, Module, Provider, Type } from '@nestjs/common';
import { loadConfig } from './env.js';

const ancestors = (config: Type<object>): Type<object>[] => {
  const parent = Object.getPrototypeOf(config) as Type<object>;
  return parent.prototype === undefined ? [] : [parent, ...ancestors(parent)];
};

/** Provides an app's config, also under each class it extends, so that libs can ask for theirs. */
@Module({})
export class ConfigModule {
  static for(config: Type<object>): DynamicModule {
    const own: Provider = { provide: config, useFactory: () => loadConfig(config) };
    const inherited = ancestors(config).map((provide) => ({ provide, useExisting: config }));
    const providers = [own, ...inherited];
    return { module: ConfigModule, global: true, providers, exports: providers };
  }
}
