import type { Variant } from './variant';
import { image } from './variant';
import { BridgePort, Ec2CapacityCluster, NetworkModeChecks } from '../../../src';

export const ours: Variant = {
  name: 'this library, checks included',
  define(stack, services) {
    const cluster = new Ec2CapacityCluster(stack, 'Cluster');
    cluster.addCapacity('Instances');
    for (let n = 0; n < services; n++) cluster.addBridgeModeService(`Service${n}`, { image, ports: [BridgePort.tcp(80)] });
    NetworkModeChecks.applyTo(stack);
  },
};
