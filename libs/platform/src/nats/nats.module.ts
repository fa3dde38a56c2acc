import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { RpcClient } from '../rpc/rpc-client.js';
import { rpcMetrics } from '../rpc/rpc-metrics.js';
import { RpcMetricsInterceptor } from '../rpc/rpc-metrics.interceptor.js';
import { NatsConnector } from './nats-connector.js';

@Global()
@Module({
  providers: [
    NatsConnector,
    RpcClient,
    ...rpcMetrics,
    { provide: APP_INTERCEPTOR, useClass: RpcMetricsInterceptor },
  ],
  exports: [NatsConnector, RpcClient],
})
export class NatsModule {}
