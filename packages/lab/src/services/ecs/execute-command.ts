import type { ExecuteCommandRequest, ExecuteCommandResponse } from '@aws-sdk/client-ecs';
import { EcsArns, isArn, lastPart } from '../../ecs/arns';
import { invalidParameter, unsupported } from '../../ecs/errors';
import type { FoundTask } from '../../ecs/find-task';
import type { ContainerRecord } from '../../ecs/records';
import { AwsError } from '../../gateway/aws-error';
import type { Access, Call, Operation } from '../../gateway/operation';
import { rolePrincipal } from '../../iam/principals';
import type { Lab } from '../../lab';
import type { SessionBroker } from '../../session/broker';
import { sessionSuffix } from '../../session/ids';
import { logDestinations } from '../../session/log/destinations';
import { SessionLog } from '../../session/log/session-log';
import { connectTo, refuseThird } from '../../session/target/exec-target';
import type { ExecDependencies } from '../../session/target/exec-target';
import { execProcess } from '../../session/target/exec-process';
import { refuseOthers, refusalText } from '../support/accepting';
import { refuseOtherContainers } from './exec-namespace';

export interface ExecuteCommandDependencies extends ExecDependencies {
  readonly broker: SessionBroker;
  readonly lab: Pick<Lab, 'clock' | 'invoke' | 'log'>;
}

/** Runs a command in a container of a task, through a session that the caller then opens. */
export function executeCommand(dependencies: ExecuteCommandDependencies): Operation<ExecuteCommandRequest, ExecuteCommandResponse> {
  const { broker, lab } = dependencies;
  return {
    async run(input, call) {
      refuseOthers('ExecuteCommand', input, ['cluster', 'container', 'command', 'interactive', 'task'],
        (where, member, accepted) => unsupported(refusalText(where, member, accepted)));
      if (input.interactive !== true) throw invalidParameter('Interactive is the only mode supported currently.');
      if (!input.command) throw invalidParameter('command cannot be empty.');
      const found = find(input, dependencies);
      const container = containerOf(found, input.container);
      const target = await connectTo(found, container, dependencies);
      const command = input.command;
      const definition = found.taskDefinition?.containerDefinitions.find(({ name }) => name === container.name);
      const destinations = logDestinations(found.cluster.configuration, definition);
      refuseThird(broker, target.target);
      refuseOtherContainers(broker, found, container);
      const sessionId = `ecs-execute-command-${sessionSuffix()}`;
      const principal = rolePrincipal(target.roleArn, lastPart(found.task.taskArn));
      const session = broker.open({
        sessionId,
        ...(destinations && { log: new SessionLog({ sessionId, destinations, principal, lab }) }),
        target: target.target,
        owner: call.principal.arn,
        documentName: 'AmazonECS-ExecuteInteractiveCommand',
        output: 'terminal',
        clientGone: 'end',
        start: async () => target.run(execProcess(command, target.environment)),
      });
      return {
        clusterArn: found.cluster.clusterArn,
        taskArn: found.task.taskArn,
        containerArn: container.containerArn,
        containerName: container.name,
        interactive: true,
        session,
      };
    },
    access: (input, call) => accessOf(input, call, dependencies),
  };
}

function find({ cluster, task }: ExecuteCommandRequest, { findTask }: ExecuteCommandDependencies): FoundTask {
  const id = lastPart(task ?? '');
  if (id.length !== 32 && id.length !== 36) throw invalidParameter('task length should be one of [32,36]');
  const found = findTask(cluster, task ?? '');
  if (found === undefined) throw invalidParameter('The referenced task was not found.');
  return found;
}

function containerOf({ task }: FoundTask, name: string | undefined): ContainerRecord {
  const names = task.containers.map((container) => container.name).join(', ');
  if (name === undefined && task.containers.length > 1) {
    throw invalidParameter(`Container name is required: the task has ${task.containers.length} containers (${names}).`);
  }
  const container = name === undefined ? task.containers[0] : task.containers.find((each) => each.name === name);
  if (container === undefined) throw invalidParameter(`Container ${name ?? ''} was not found in the task; its containers are: ${names}.`);
  return container;
}

/** A task and its cluster, with the tags of each and what the call is about. */
function accessOf(input: ExecuteCommandRequest, call: Call, dependencies: ExecuteCommandDependencies): readonly Access[] {
  const arns = new EcsArns(call);
  const found = known(() => dependencies.findTask(input.cluster, input.task ?? ''));
  const clusterArn = found?.cluster.clusterArn ?? arns.cluster(input.cluster);
  const taskArn = found?.task.taskArn ?? (isArn(input.task ?? '') ? input.task ?? '' : arns.task(input.cluster, input.task ?? ''));
  const only = found?.task.containers.length === 1 ? found.task.containers[0]?.name : undefined;
  const containerName = input.container ?? only;
  const about = {
    'ecs:cluster': clusterArn,
    'ecs:task': taskArn,
    ...(containerName === undefined ? {} : { 'ecs:container-name': containerName }),
    ...(found === undefined ? {} : { 'ecs:enable-execute-command': String(found.task.enableExecuteCommand) }),
  };
  return [
    { action: 'ecs:ExecuteCommand', resource: clusterArn, context: { ...about, ...tagContext(found?.cluster.tags) } },
    { action: 'ecs:ExecuteCommand', resource: taskArn, context: { ...about, ...tagContext(found?.task.tags) } },
  ];
}

function tagContext(tags: readonly { readonly key?: string; readonly value?: string }[] = []): Record<string, string> {
  return Object.fromEntries(tags.flatMap(({ key = '', value = '' }) => [[`aws:ResourceTag/${key}`, value], [`ecs:ResourceTag/${key}`, value]]));
}

/** Who may not do it is told so before being told that there is nothing. */
function known<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
