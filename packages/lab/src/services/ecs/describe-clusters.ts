import type { Cluster, ClusterField, DescribeClustersRequest, DescribeClustersResponse, Failure } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { onCluster } from './access';
import { clusterView } from './cluster-view';
import { type Ecs, ecsOperation } from './ecs';

const PARTS: readonly ClusterField[] = ['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'];

export const describeClusters = (ecs: Ecs) => ecsOperation<DescribeClustersRequest, DescribeClustersResponse>({
  name: 'DescribeClusters',
  shape: { clusters: 'strings', include: 'strings' },
  run({ clusters: names, include }) {
    if ((names?.length ?? 0) > 100) {
      throw invalidParameter(`There are ${names?.length} clusters; at most 100 are allowed.`);
    }
    const stranger = include?.find((part) => !PARTS.includes(part));
    if (stranger !== undefined) {
      throw invalidParameter(`include has '${String(stranger)}'; allowed are ${PARTS.join(', ')}.`);
    }
    const clusters: Cluster[] = [];
    const failures: Failure[] = [];
    for (const arn of asked(names).map((name) => ecs.control.arns.cluster(name))) {
      const found = ecs.control.tables.clusters.get(arn);
      if (found === undefined) {
        failures.push({ arn, reason: 'MISSING' });
      } else {
        clusters.push(clusterView(ecs, found, include));
      }
    }
    return { clusters, failures };
  },
  access: ({ clusters }) => asked(clusters).flatMap((name) => onCluster(ecs, 'DescribeClusters', name)),
});

/** Who asks for none asks for the default cluster. */
function asked(names: readonly string[] = []): readonly string[] {
  return names.length === 0 ? ['default'] : names;
}
