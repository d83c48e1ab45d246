import { AGENT_VERSION } from '../registration';
import type { AgentInstance } from '../instance-record';
import type { AgentContainer, AgentTask } from '../task/agent-task';
import { known, knownOf } from './task-metadata';

export interface Introspected extends Pick<AgentInstance, 'containerInstanceArn' | 'agentHash'> {
  readonly tasks: readonly AgentTask[];
}

/**
 * What the agent tells of itself and its tasks at port 51678 of the instance; undefined for a path that it does not serve and for a task or
 * container that it does not know. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-introspection.html
 */
export function introspection({ pathname, searchParams }: Pick<URL, 'pathname' | 'searchParams'>, instance: Introspected): object | undefined {
  switch (pathname.replace(/(?<=.)\/$/, '')) {
    case '/':
      return { AvailableCommands: ['/v1/metadata', '/v1/tasks'] };
    case '/v1/metadata':
      return {
        Cluster: instance.containerInstanceArn?.split('/').at(-2) ?? '',
        ContainerInstanceArn: instance.containerInstanceArn ?? null,
        Version: `Amazon ECS Agent - v${AGENT_VERSION} (${instance.agentHash ?? ''})`,
      };
    case '/v1/tasks':
      return tasksOf(instance.tasks, searchParams);
    default:
      return undefined;
  }
}

function tasksOf(tasks: readonly AgentTask[], asked: URLSearchParams): object | undefined {
  const [arn, dockerId] = [asked.get('taskarn'), asked.get('dockerid')];
  if (arn === null && dockerId === null) {
    return { Tasks: tasks.map(taskView) };
  }
  const found = tasks.find(({ taskArn, containers }) =>
    (arn === null || taskArn === arn) && (dockerId === null || containers.some((container) => container.dockerId?.startsWith(dockerId))));
  return found === undefined ? undefined : taskView(found);
}

const taskView = (task: AgentTask): object => ({
  Arn: task.taskArn,
  DesiredStatus: task.desired,
  KnownStatus: knownOf(task),
  Family: task.payload.taskDefinition.family ?? '',
  Version: String(task.payload.taskDefinition.revision ?? ''),
  Containers: task.containers.map((container) => containerView(container)),
});

const containerView = (container: AgentContainer): object => ({
  DockerId: container.dockerId ?? '', DockerName: container.dockerName, Name: container.name, KnownStatus: known(container),
});
