import { autoScalingGroups, type AutoScalingGroups } from '../../ecs/capacity/groups';
import type { EcsControlPlane } from '../../ecs/scheduler-runtime';
import type { AnyOperation, Service } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { createCapacityProvider } from './create-capacity-provider';
import { createCluster } from './create-cluster';
import { createService } from './create-service';
import { deleteAccountSetting } from './delete-account-setting';
import { deleteAttributes } from './delete-attributes';
import { deleteCapacityProvider } from './delete-capacity-provider';
import { deleteCluster } from './delete-cluster';
import { deleteService } from './delete-service';
import { deleteTaskDefinitions } from './delete-task-definitions';
import { deregisterContainerInstance } from './deregister-container-instance';
import { deregisterTaskDefinition } from './deregister-task-definition';
import { describeCapacityProviders } from './describe-capacity-providers';
import { describeClusters } from './describe-clusters';
import { describeContainerInstances } from './describe-container-instances';
import { describeServiceDeployments } from './describe-service-deployments';
import { describeServiceRevisions } from './describe-service-revisions';
import { describeServices } from './describe-services';
import { describeTaskDefinition } from './describe-task-definition';
import { describeTasks } from './describe-tasks';
import { getTaskProtection } from './get-task-protection';
import { listAccountSettings } from './list-account-settings';
import { listAttributes } from './list-attributes';
import { listClusters } from './list-clusters';
import { listContainerInstances } from './list-container-instances';
import { listServiceDeployments } from './list-service-deployments';
import { listServicesByNamespace } from './list-services-by-namespace';
import { listServices } from './list-services';
import { listTagsForResource } from './list-tags-for-resource';
import { listTaskDefinitionFamilies } from './list-task-definition-families';
import { listTaskDefinitions } from './list-task-definitions';
import { listTasks } from './list-tasks';
import { putAccountSettingDefault } from './put-account-setting-default';
import { putAccountSetting } from './put-account-setting';
import { putAttributes } from './put-attributes';
import { putClusterCapacityProviders } from './put-cluster-capacity-providers';
import { refusedOperations } from './refused';
import { registerContainerInstance } from './register-container-instance';
import { registerTaskDefinition } from './register-task-definition';
import { runTask } from './run-task';
import { startTask } from './start-task';
import { stopTask } from './stop-task';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';
import { updateCapacityProvider } from './update-capacity-provider';
import { updateClusterSettings } from './update-cluster-settings';
import { updateCluster } from './update-cluster';
import { updateContainerAgent } from './update-container-agent';
import { updateContainerInstancesState } from './update-container-instances-state';
import { updateService } from './update-service';
import { updateTaskProtection } from './update-task-protection';
import type { Ecs } from './ecs';

export interface EcsServiceParts {
  readonly lab: Pick<Lab, 'accountId' | 'region' | 'store' | 'clock' | 'invoke'>;
  readonly control: EcsControlPlane;
  /** Default: the lab's own Auto Scaling. */
  readonly groups?: AutoScalingGroups;
  /** Operations that are made elsewhere, for example ExecuteCommand. */
  readonly more?: Readonly<Record<string, AnyOperation>>;
}

/** Amazon ECS. */
export function ecsService({ lab, control, groups = autoScalingGroups(lab), more = {} }: EcsServiceParts): Service {
  const ecs: Ecs = { lab, control, groups };
  return {
    name: 'ecs',
    protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'AmazonEC2ContainerServiceV20141113' },
    operations: {
      CreateCapacityProvider: createCapacityProvider(ecs),
      CreateCluster: createCluster(ecs),
      CreateService: createService(ecs),
      DeleteAccountSetting: deleteAccountSetting(ecs),
      DeleteAttributes: deleteAttributes(ecs),
      DeleteCapacityProvider: deleteCapacityProvider(ecs),
      DeleteCluster: deleteCluster(ecs),
      DeleteService: deleteService(ecs),
      DeleteTaskDefinitions: deleteTaskDefinitions(ecs),
      DeregisterContainerInstance: deregisterContainerInstance(ecs),
      DeregisterTaskDefinition: deregisterTaskDefinition(ecs),
      DescribeCapacityProviders: describeCapacityProviders(ecs),
      DescribeClusters: describeClusters(ecs),
      DescribeContainerInstances: describeContainerInstances(ecs),
      DescribeServiceDeployments: describeServiceDeployments(ecs),
      DescribeServiceRevisions: describeServiceRevisions(ecs),
      DescribeServices: describeServices(ecs),
      DescribeTaskDefinition: describeTaskDefinition(ecs),
      DescribeTasks: describeTasks(ecs),
      GetTaskProtection: getTaskProtection(ecs),
      ListAccountSettings: listAccountSettings(ecs),
      ListAttributes: listAttributes(ecs),
      ListClusters: listClusters(ecs),
      ListContainerInstances: listContainerInstances(ecs),
      ListServiceDeployments: listServiceDeployments(ecs),
      ListServices: listServices(ecs),
      ListServicesByNamespace: listServicesByNamespace,
      ListTagsForResource: listTagsForResource(ecs),
      ListTaskDefinitionFamilies: listTaskDefinitionFamilies(ecs),
      ListTaskDefinitions: listTaskDefinitions(ecs),
      ListTasks: listTasks(ecs),
      PutAccountSetting: putAccountSetting(ecs),
      PutAccountSettingDefault: putAccountSettingDefault(ecs),
      PutAttributes: putAttributes(ecs),
      PutClusterCapacityProviders: putClusterCapacityProviders(ecs),
      RegisterContainerInstance: registerContainerInstance(ecs),
      RegisterTaskDefinition: registerTaskDefinition(ecs),
      RunTask: runTask(ecs),
      StartTask: startTask(ecs),
      StopTask: stopTask(ecs),
      TagResource: tagResource(ecs),
      UntagResource: untagResource(ecs),
      UpdateCapacityProvider: updateCapacityProvider(ecs),
      UpdateCluster: updateCluster(ecs),
      UpdateClusterSettings: updateClusterSettings(ecs),
      UpdateContainerAgent: updateContainerAgent(ecs),
      UpdateContainerInstancesState: updateContainerInstancesState(ecs),
      UpdateService: updateService(ecs),
      UpdateTaskProtection: updateTaskProtection(ecs),
      ...refusedOperations(),
      ...more,
    },
  };
}
