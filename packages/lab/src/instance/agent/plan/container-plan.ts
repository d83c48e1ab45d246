import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type Dockerode from 'dockerode';
import type { TaskPayload } from '../../../ecs/agent-port';
import type { ContainerResources } from '../resources/task-resources';
import { ContainerFailure } from './container-failure';
import { containerEnvironment } from './environment';
import { engineHealthCheck } from './health-check';
import { hostConfig } from './host-config';
import { containerLabels } from './labels';
import { logConfig } from './log-config';
import { containersOf, taskIdOf } from './overrides';
import { portPlan } from './ports';
import { containerBinds } from './volumes';

/** What the agent has decided for a task besides its payload. */
export interface PlanContext {
  readonly region: string;
  /** Engine names of the task's containers, by their names in the task definition. */
  readonly dockerNames: Readonly<Record<string, string>>;
  /** Id of this container at the metadata endpoint. */
  readonly endpointId: string;
  readonly credentialsId?: string;
  readonly executionCredentialsId?: string;
  /** cgroup of the task, when it has limits of its own. */
  readonly cgroupParent?: string;
  /** Id of the container whose network this one shares, in awsvpc mode. */
  readonly pause?: string;
  /** Id of the container whose process or IPC namespace this one shares, where the task says so. */
  readonly namespaces?: string;
  /** First host ports for `dynamicMappings` of this container, in their order. */
  readonly hostPorts?: readonly number[];
  /** `NAME=value` lines of the image. */
  readonly imageEnvironment: readonly string[];
  /** What was fetched for this container. */
  readonly resources?: ContainerResources;
}

/** `task` means the namespace of the task's pause container; the others are the engine's own words. */
function namespaceModes({ pidMode, ipcMode }: TaskDefinition, pause: string | undefined): Pick<Dockerode.HostConfig, 'PidMode' | 'IpcMode'> {
  const mode = (given: string | undefined) => (given === 'task' ? `container:${pause ?? ''}` : given);
  return { PidMode: mode(pidMode), IpcMode: mode(ipcMode) };
}

/** What the engine is asked to create for one container of a task; `refuseUnsupported` comes before. */
export function containerPlan(payload: TaskPayload, name: string, context: PlanContext): Dockerode.ContainerCreateOptions {
  const { task, taskDefinition: definition } = payload;
  const container = containersOf(payload).find((candidate) => candidate.name === name);
  if (container === undefined) {
    throw new ContainerFailure('CannotCreateContainerError', `the task definition has no container '${name}'`);
  }
  const taskId = taskIdOf(task.taskArn);
  const ports = portPlan(container, definition.networkMode ?? 'bridge', context.hostPorts);
  return {
    name: context.dockerNames[name],
    Image: container.image,
    Cmd: container.command === undefined || container.command.length === 0 ? undefined : [...container.command],
    Entrypoint: container.entryPoint === undefined || container.entryPoint.length === 0 ? undefined : [...container.entryPoint],
    Env: containerEnvironment({ ...context, container }),
    Labels: containerLabels(payload, container),
    User: container.user,
    WorkingDir: container.workingDirectory,
    Hostname: container.hostname,
    NetworkDisabled: container.disableNetworking,
    Tty: container.pseudoTerminal,
    OpenStdin: container.interactive,
    ExposedPorts: ports.ExposedPorts,
    Healthcheck: engineHealthCheck(container.healthCheck),
    HostConfig: {
      ...hostConfig({ container, definition, dockerNames: context.dockerNames }),
      ...context.pause === undefined ? {} : { NetworkMode: `container:${context.pause}` },
      ...namespaceModes(definition, context.namespaces),
      PortBindings: ports.PortBindings,
      Binds: containerBinds(container, definition, taskId),
      LogConfig: logConfig({ ...context, container, taskId }),
      CgroupParent: context.cgroupParent,
    },
  };
}
