import type { CreateClusterRequest, CreateClusterResponse } from '@aws-sdk/client-ecs';
import { lastPart } from '../../ecs/arns';
import { checkStrategy } from '../../ecs/capacity/choose';
import { clientError } from '../../ecs/errors';
import type { ClusterRecord } from '../../ecs/records';
import { allow, withTags } from './access';
import { checkedProviders, refuseShared } from './capacity-providers';
import { checkConfiguration, mergedSettings } from './cluster-settings';
import { changedAttachments } from './cluster-attachments';
import { WHOLE_CLUSTER, clusterView } from './cluster-view';
import { type Ecs, ecsOperation } from './ecs';
import { CAPACITY_STRATEGY, CONFIGURATION, SETTINGS, TAGS } from './input/common-shapes';
import { checkedTags } from './tags';

/** A cluster that exists already is answered as it is. */
export const createCluster = (ecs: Ecs) => ecsOperation<CreateClusterRequest, CreateClusterResponse>({
  name: 'CreateCluster',
  shape: {
    clusterName: 'string', tags: TAGS, settings: SETTINGS, configuration: CONFIGURATION, capacityProviders: 'strings',
    defaultCapacityProviderStrategy: CAPACITY_STRATEGY, serviceConnectDefaults: 'unsupported',
  },
  run({ clusterName = 'default', tags, settings, configuration, capacityProviders = [], defaultCapacityProviderStrategy = [] }) {
    const { clusters } = ecs.control.tables;
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(clusterName)) {
      throw clientError(`The cluster name '${clusterName}' is not valid; up to 255 letters, digits, hyphens and underscores are allowed.`);
    }
    const clusterArn = ecs.control.arns.cluster(clusterName);
    const existing = clusters.get(clusterArn);
    if (existing?.status === 'ACTIVE') {
      return { cluster: clusterView(ecs, existing, WHOLE_CLUSTER) };
    }
    checkConfiguration(configuration);
    const providers = checkedProviders(ecs, capacityProviders);
    const strategy = defaultCapacityProviderStrategy.map((item) => ({ ...item, capacityProvider: lastPart(item.capacityProvider ?? '') }));
    checkStrategy(strategy, providers);
    refuseShared(ecs, providers, clusterArn);
    const record: ClusterRecord = {
      clusterArn,
      clusterName,
      status: 'ACTIVE',
      settings: mergedSettings(settings),
      configuration,
      capacityProviders: providers,
      defaultCapacityProviderStrategy: strategy,
      tags: checkedTags(tags),
    };
    clusters.put(clusterArn, record);
    const made = changedAttachments(ecs, { capacityProviders: [] }, record);
    const whole = clusterView(ecs, record, WHOLE_CLUSTER);
    // what the providers need is made after the answer
    return { cluster: providers.length === 0 ? whole : { ...whole, ...made, status: made.attachments?.length === 0 ? 'ACTIVE' : 'PROVISIONING' } };
  },
  access: ({ tags, clusterName }) => withTags('CreateCluster', allow('CreateCluster', ecs.control.arns.cluster(clusterName)), tags),
});
