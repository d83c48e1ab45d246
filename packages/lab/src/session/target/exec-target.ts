import { AwsError } from '../../gateway/aws-error';
import { invalidParameter } from '../../ecs/errors';
import type { FoundTask } from '../../ecs/find-task';
import { lastPart } from '../../ecs/arns';
import { holdsOwnKeys } from '../../ecs/own-keys';
import type { ContainerRecord } from '../../ecs/records';
import type { ContainerAgents } from '../../ecs/agent-port';
import type { Process, ProcessSpec } from '../../instance/process';

/** What the agent of ECS Exec needs of the task role. */
export const EXEC_ACTIONS = [
  'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
] as const;

/** Simultaneous sessions of one container. */
export const SESSIONS_PER_CONTAINER = 2;

/** What ECS Exec needs to know of the rest of the lab. */
export interface ExecDependencies {
  /** Nothing where the cluster has no such task; throws `ClusterNotFoundException` where there is no such cluster. */
  readonly findTask: (cluster: string | undefined, task: string) => FoundTask | undefined;
  readonly agents: ContainerAgents;
  /** Whether the policies of a role allow an action on `*`. */
  readonly allows: (roleArn: string, action: string) => boolean;
}

/** A container that a session can be opened in. */
export interface ExecTarget {
  /** `ecs:<cluster>_<task id>_<runtime id>`. */
  readonly target: string;
  readonly run: (process: ProcessSpec) => Promise<Process>;
  /** Runs a process of the instance where `localhost` is the container's. */
  readonly runBeside: (process: ProcessSpec) => Promise<Process>;
  /** The task role. */
  readonly roleArn: string;
  /** Environment that the task definition and the run gave the container. */
  readonly environment: Readonly<Record<string, string>>;
}

const notRunning = (): AwsError => invalidParameter(
  'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. '
  + 'Wait and try again or run a new task with execute command enabled and try again.');

const notConnected = (): AwsError =>
  new AwsError('TargetNotConnectedException', 'The execute command failed due to an internal error. Try again later.');

/** Everything that must be true before a command can run in a container, asked in the order in which AWS finds out. */
export async function connectTo(
  { task, cluster, taskDefinition }: FoundTask, container: ContainerRecord, dependencies: ExecDependencies,
): Promise<ExecTarget> {
  if (!task.enableExecuteCommand || task.lastStatus !== 'RUNNING' || container.runtimeId === undefined) throw notRunning();
  if (container.execAgent?.status !== 'RUNNING') throw notRunning();
  const definition = taskDefinition?.containerDefinitions.find(({ name }) => name === container.name);
  const override = task.overrides.containerOverrides?.find(({ name }) => name === container.name);
  const environment = Object.fromEntries(
    [...definition?.environment ?? [], ...override?.environment ?? []].map(({ name, value }) => [name ?? '', value ?? '']));
  const roleArn = task.overrides.taskRoleArn ?? taskDefinition?.taskRoleArn;
  const agent = task.containerInstanceArn === undefined ? undefined : dependencies.agents.get(task.containerInstanceArn);
  if (agent === undefined || roleArn === undefined) throw notConnected();
  if (EXEC_ACTIONS.some((action) => !dependencies.allows(roleArn, action))) throw notConnected();
  const secrets = definition?.secrets?.map(({ name }) => name ?? '') ?? [];
  // the exec agent writes to the root file system
  if (holdsOwnKeys([...Object.keys(environment), ...secrets]) || definition?.readonlyRootFilesystem === true) throw notConnected();
  if (!await agent.reachesExecEndpoint(task.taskArn, container.name)) throw notConnected();
  const target = `ecs:${cluster.clusterName}_${lastPart(task.taskArn)}_${container.runtimeId}`;
  return {
    target, roleArn, environment,
    run: (process) => agent.run(task.taskArn, container.name, process),
    runBeside: (process) => agent.runBeside(task.taskArn, container.name, process),
  };
}

/** Refuses one session more than a container takes. Open the session right after, without waiting for anything between. */
export function refuseThird(broker: { count(target: string): number }, target: string): void {
  if (broker.count(target) >= SESSIONS_PER_CONTAINER) {
    throw new AwsError('ClientException',
      `Unable to start new execute sessions because the maximum session limit of ${SESSIONS_PER_CONTAINER} has been reached.`);
  }
}
