import type { Lab } from '../lab';
import type { Table } from '../state/store';
import type {
  AccountSettingRecord, CapacityProviderRecord, ClientTokenRecord, ClusterRecord, ContainerInstanceRecord, ServiceRecord, TaskDefinitionRecord,
  TaskRecord,
} from './records';
import type { ServiceHistory } from './service/history';

/** Where ECS keeps its state. Every table is keyed by ARN unless said. Write tasks and instances through `TaskBook` only: it indexes them. */
export interface EcsTables {
  readonly clusters: Table<ClusterRecord>;
  readonly capacityProviders: Table<CapacityProviderRecord>;
  readonly taskDefinitions: Table<TaskDefinitionRecord>;
  /** Highest revision ever given, by family: numbers are never used twice. */
  readonly revisions: Table<number>;
  readonly containerInstances: Table<ContainerInstanceRecord>;
  readonly tasks: Table<TaskRecord>;
  readonly services: Table<ServiceRecord>;
  readonly serviceHistories: Table<ServiceHistory>;
  /** By token. */
  readonly clientTokens: Table<ClientTokenRecord>;
  /** By name. */
  readonly accountSettings: Table<AccountSettingRecord>;
}

export function ecsTables(lab: Pick<Lab, 'store'>): EcsTables {
  const { store } = lab;
  return {
    clusters: store.table('ecs-clusters'),
    capacityProviders: store.table('ecs-capacity-providers'),
    taskDefinitions: store.table('ecs-task-definitions'),
    revisions: store.table('ecs-revisions'),
    containerInstances: store.table('ecs-container-instances'),
    tasks: store.table('ecs-tasks'),
    services: store.table('ecs-services'),
    serviceHistories: store.table('ecs-service-histories'),
    clientTokens: store.table('ecs-client-tokens'),
    accountSettings: store.table('ecs-account-settings'),
  };
}
