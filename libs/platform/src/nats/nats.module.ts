import { Global, Module } from '@nestjs/common';
import { RpcClient } from '../rpc/rpc-client.js';
import { RpcMetrics, rpcMetrics } from '../rpc/rpc-metrics.js';
import { NatsConnector } from './nats-connector.js';

@Global()
@Module({
  providers: [NatsConnector, RpcClient, ...rpcMetrics],
  exports: [NatsConnector, RpcClient, RpcMetrics],
})
export class NatsModule {}
