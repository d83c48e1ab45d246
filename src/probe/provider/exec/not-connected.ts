import type { ContainerDefinition, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import type { CauseCalls, EcsCalls } from '../aws-calls';
import { errorText } from '../failure';
import type { FoundTask } from '../find-task';

/** Why a session could not be opened; permanent where only a new task can change it. */
export interface Cause {
  readonly text: string;
  readonly permanent: boolean;
}

/** Calls that find causes. */
export interface CauseLooks {
  readonly ecs: Pick<EcsCalls, 'describeTaskDefinition' | 'describeContainerInstances'>;
  readonly causes: CauseCalls;
}

/** What the exec agent asks of the role of its task. */
export const EXEC_ACTIONS = [
  'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
];

/** Keys in the environment that the exec agent would take instead of the role. */
const STATIC_KEYS = ['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

/** Looks for the reason: what cannot change first, then what is most often wrong. */
export async function whyNotConnected({ task, container }: FoundTask, looks: CauseLooks): Promise<Cause> {
  if (task.enableExecuteCommand !== true) {
    return permanent('the task was started without ECS Exec: enable it on the service, which then starts new tasks');
  }
  const definition = await definitionOf(task, looks);
  if ('unknown' in definition) {
    return passing(`its task definition could not be looked at (${definition.unknown})`);
  }
  const own = definition.containerDefinitions?.find(({ name }) => name === container.name);
  const roleArn = task.overrides?.taskRoleArn ?? definition.taskRoleArn;
  return fixedCause(definition, own, roleArn)
    ?? agentCause(container)
    ?? await roleCause(roleArn ?? '', looks)
    ?? pidCause(definition)
    ?? passing(`task role, task definition and exec agent are in order: the agent is about to connect, or cannot reach ssmmessages: ${await wayOut(task, looks)}`);
}

async function definitionOf({ taskDefinitionArn }: Task, { ecs }: CauseLooks): Promise<TaskDefinition | { readonly unknown: string }> {
  try {
    const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: taskDefinitionArn });
    return taskDefinition ?? { unknown: 'nothing was answered' };
  } catch (error) {
    return { unknown: errorText(error) };
  }
}

function fixedCause({ networkMode }: TaskDefinition, own: ContainerDefinition | undefined, roleArn: string | undefined): Cause | undefined {
  if (networkMode === 'none') {
    return permanent('the task has network mode none: the exec agent in it reaches no endpoint, so ECS Exec never works there');
  }
  if (own?.readonlyRootFilesystem) {
    return permanent(`container ${own.name} has a read-only root file system, to which the exec agent cannot write`);
  }
  const key = own?.environment?.find(({ name }) => STATIC_KEYS.includes(name ?? ''))?.name;
  if (key !== undefined) {
    return permanent(`container ${own?.name} has ${key} in its environment, which the exec agent takes instead of the task role`);
  }
  return roleArn === undefined ? permanent('the task has no task role, which the exec agent needs') : undefined;
}

function agentCause({ name, managedAgents = [] }: FoundTask['container']): Cause | undefined {
  const agent = managedAgents.find((each) => each.name === 'ExecuteCommandAgent');
  if (agent?.lastStatus === 'RUNNING') {
    return undefined;
  }
  return passing(`the exec agent of container ${name} is ${agent?.lastStatus ?? 'not there'}${agent?.reason ? `: ${agent.reason}` : ''}`);
}

async function roleCause(roleArn: string, { causes }: CauseLooks): Promise<Cause | undefined> {
  try {
    const denied = await causes.denied(roleArn, EXEC_ACTIONS);
    return denied.length > 0 ? passing(`task role ${roleArn} may not ${denied.join(', ')}`) : undefined;
  } catch (error) {
    return passing(`task role ${roleArn} could not be looked at (${errorText(error)}): it needs ${EXEC_ACTIONS.join(', ')}`);
  }
}

function pidCause({ pidMode, containerDefinitions = [] }: TaskDefinition): Cause | undefined {
  return pidMode === 'task' && containerDefinitions.length > 1
    ? passing('the task has pid mode task: of containers that share their processes only one can be entered')
    : undefined;
}

/** What the VPC of the task's instance has to reach ssmmessages with. */
async function wayOut({ containerInstanceArn = '', clusterArn }: Task, { ecs, causes }: CauseLooks): Promise<string> {
  try {
    const { containerInstances = [] } = await ecs.describeContainerInstances({ cluster: clusterArn, containerInstances: [containerInstanceArn] });
    const vpc = containerInstances[0]?.attributes?.find(({ name }) => name === 'ecs.vpc-id')?.value;
    if (vpc === undefined) {
      return 'the VPC of its instance is not known';
    }
    return await causes.hasEndpoint(vpc, 'ssmmessages')
      ? `${vpc} has an interface endpoint for it, whose security group and policy must let the task in`
      : `${vpc} has no interface endpoint for it, so the task needs a way to the internet`;
  } catch (error) {
    return `its VPC could not be looked at (${errorText(error)})`;
  }
}

function permanent(text: string): Cause {
  return { text, permanent: true };
}

function passing(text: string): Cause {
  return { text, permanent: false };
}
