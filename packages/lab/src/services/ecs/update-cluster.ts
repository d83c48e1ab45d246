import type { UpdateClusterRequest, UpdateClusterResponse } from '@aws-sdk/client-ecs';
import { onCluster } from './access';
import { checkConfiguration, mergedSettings } from './cluster-settings';
import { WHOLE_CLUSTER, clusterView } from './cluster-view';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster } from './find';
import { CONFIGURATION, SETTINGS } from './input/common-shapes';

export const updateCluster = (ecs: Ecs) => ecsOperation<UpdateClusterRequest, UpdateClusterResponse>({
  name: 'UpdateCluster',
  shape: { cluster: 'string', settings: SETTINGS, configuration: CONFIGURATION, serviceConnectDefaults: 'unsupported' },
  run({ cluster, settings, configuration }) {
    const found = findCluster(ecs, cluster);
    checkConfiguration(configuration);
    const record = {
      ...found,
      settings: mergedSettings(settings, found.settings),
      configuration: configuration ?? found.configuration,
    };
    ecs.control.tables.clusters.put(record.clusterArn, record);
    return { cluster: clusterView(ecs, record, WHOLE_CLUSTER) };
  },
  access: ({ cluster }) => onCluster(ecs, 'UpdateCluster', cluster),
});
