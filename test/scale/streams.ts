import { FACT_STREAMS } from '@trailmark/contracts';
import { connectNats } from '@trailmark/testing';
import { type NatsCluster } from '@trailmark/tools';
import { type ClusterInfo, type StreamInfo } from 'nats';

/** Every stream of facts as the cluster has it now. */
const infos = async (nats: NatsCluster): Promise<StreamInfo[]> => {
  const connection = await connectNats(nats.url('operator'));
  try {
    const manager = await connection.jetstreamManager({ checkAPI: false });
    return await Promise.all(FACT_STREAMS.map(({ name }) => manager.streams.info(name)));
  } finally {
    await connection.close();
  }
};

/** The server that takes a stream's messages, and copies them to the others. */
export const leaderOf = async (nats: NatsCluster, stream: string): Promise<string> => {
  const found = (await infos(nats)).find(({ config }) => config.name === stream);
  const leader = found?.cluster?.leader;
  if (!leader) throw new Error(`${stream} has no leader`);
  return leader;
};

const holdsAll = (name: string, { leader, replicas = [] }: ClusterInfo): boolean =>
  leader === name ||
  replicas.some((peer) => peer.name === name && peer.current && peer.offline !== true);

/** Servers that hold all of every stream of facts, by name. */
export const wholeCopies = async (nats: NatsCluster): Promise<string[]> => {
  const clusters = (await infos(nats)).map(({ cluster }) => cluster);
  return nats.names.filter((name) => clusters.every((one) => one && holdsAll(name, one)));
};
