import { Injectable, OnModuleInit } from '@nestjs/common';
import { Gauge, register } from 'prom-client';
import { DataSource } from 'typeorm';
import { DatabaseConfig } from '../config/database.config.js';

/** What mysql2's pool keeps; it has no public figures. */
interface Pool {
  _allConnections: { length: number };
  _freeConnections: { length: number };
  _connectionQueue: { length: number };
}

const CONNECTIONS = 'db_client_connections';
const MAX = 'db_client_connections_max';
const WAITING = 'db_client_connections_pending_requests';

/** Looked at when Prometheus asks: nothing is counted meanwhile. */
@Injectable()
export class PoolMetrics implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: DatabaseConfig,
  ) {}

  onModuleInit(): void {
    // Of the app at hand: tests have several in one process.
    for (const name of [CONNECTIONS, MAX, WAITING]) register.removeSingleMetric(name);
    this.gauge(CONNECTIONS, 'Connections to the database, by state.', ['state'], (gauge, pool) => {
      const idle = pool?._freeConnections.length ?? 0;
      gauge.set({ state: 'idle' }, idle);
      gauge.set({ state: 'used' }, (pool?._allConnections.length ?? 0) - idle);
    });
    this.gauge(WAITING, 'Requests that wait for a connection.', [], (gauge, pool) =>
      gauge.set(pool?._connectionQueue.length ?? 0),
    );
    this.gauge(MAX, 'Connections that there may be.', [], (gauge) =>
      gauge.set(this.config.poolSize),
    );
  }

  private gauge(
    name: string,
    help: string,
    labelNames: string[],
    collect: (gauge: Gauge, pool: Pool | undefined) => void,
  ): void {
    const { dataSource } = this;
    const poolOf = () => (dataSource.driver as { pool?: Pool }).pool;
    new Gauge({
      name,
      help,
      labelNames,
      collect() {
        collect(this, poolOf());
      },
    });
  }
}
