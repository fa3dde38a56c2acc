import { Global, Module } from '@nestjs/common';
import { RpcClient } from '../rpc/rpc-client.js';
import { NatsConnector } from './nats-connector.js';

@Global()
@Module({ providers: [NatsConnector, RpcClient], exports: [NatsConnector, RpcClient] })
export class NatsModule {}
