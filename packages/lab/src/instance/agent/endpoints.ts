import type { Lab } from '../../lab';
import { introspection } from './metadata/introspection';
import { InstanceMetadata } from './metadata/instance-metadata';
import type { RoleCredentials } from './metadata/role-credentials';
import { containerMetadata, taskMetadata, type MetadataContext } from './metadata/task-metadata';
import { executionRoleOf, taskIdOf, taskRoleOf } from './plan/overrides';
import type { LocalEndpoints } from './relay/relay-server';
import type { AgentTask } from './task/agent-task';
import { answerProtection } from './task-protection';
import type { InstanceSpec } from '../fleet';

/** What the endpoints know of an instance. */
export interface EndpointInstance {
  readonly spec: InstanceSpec;
  /** Absent until ECS has admitted the instance. */
  readonly containerInstanceArn?: string;
  readonly agentHash?: string;
  readonly tasks: readonly AgentTask[];
  stats(dockerId: string): Promise<object>;
}

export interface EndpointParts {
  readonly lab: Pick<Lab, 'region' | 'accountId' | 'clock' | 'invoke'>;
  readonly credentials: RoleCredentials;
  readonly instance: (instanceId: string) => EndpointInstance | undefined;
}

/** The answers of the link-local services: an instance only gets what belongs to its own tasks. */
export function localEndpoints(
  { lab: { region, accountId, clock, invoke }, credentials, instance }: EndpointParts,
): LocalEndpoints {
  const instanceCredentials = async (instanceId: string) => {
    const roleArn = instance(instanceId)?.spec.roleArn;
    return roleArn === undefined ? undefined : credentials.get(roleArn, instanceId);
  };
  const instanceMetadata = new InstanceMetadata({ region, accountId, clock, credentials: instanceCredentials });
  return {
    instanceCredentials,
    async instanceMetadata(instanceId, request) {
      const spec = instance(instanceId)?.spec;
      return spec?.metadata === undefined ? undefined : instanceMetadata.answer(spec, request);
    },
    introspection(instanceId, url) {
      const owner = instance(instanceId);
      return owner && introspection(url, owner);
    },
    async taskCredentials(instanceId, id) {
      for (const task of instance(instanceId)?.tasks ?? []) {
        const role = task.credentialsId === id ? taskRoleOf(task.payload)
          : task.executionCredentialsId === id ? executionRoleOf(task.payload) : undefined;
        if (role !== undefined) {
          return credentials.get(role, taskIdOf(task.taskArn));
        }
      }
      return undefined;
    },
    taskProtection: (instanceId, endpointId, request) => answerProtection(
      { invoke }, instance(instanceId)?.tasks.find(({ containers }) => containers.some((one) => one.endpointId === endpointId)), request),
    async metadata(instanceId, version, endpointId, path) {
      const owner = instance(instanceId);
      const task = owner?.tasks.find(({ containers }) => containers.some((container) => container.endpointId === endpointId));
      const container = task?.containers.find((candidate) => candidate.endpointId === endpointId);
      if (owner === undefined || task === undefined || container === undefined) {
        return undefined;
      }
      const { vpcId, availabilityZone, subnetCidr } = owner.spec;
      const context: MetadataContext = { region, vpcId, availabilityZone, subnetCidr };
      switch (path) {
        case '':
          return containerMetadata(task, container, version, context);
        case '/task':
          return taskMetadata(task, version, context);
        case '/taskWithTags':
          return { ...taskMetadata(task, version, context), TaskTags: tagsOf(task) };
        case '/stats':
          return container.dockerId === undefined ? undefined : owner.stats(container.dockerId);
        case '/task/stats':
          return Object.fromEntries(await Promise.all(task.containers.flatMap(({ dockerId, phase }) =>
            dockerId === undefined || phase !== 'RUNNING' ? [] : [owner.stats(dockerId).then((stats) => [dockerId, stats] as const)])));
        default:
          return undefined;
      }
    },
  };
}

function tagsOf({ payload }: AgentTask): Record<string, string> {
  return Object.fromEntries((payload.task.tags ?? []).map(({ key = '', value = '' }) => [key, value]));
}
