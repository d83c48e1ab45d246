import type { Task, TaskDefinition } from '@aws-sdk/client-ecs';
import type { SessionResult } from '@cdk-ecs-network-modes/session-channel';
import type { AwsCalls } from '../../../src/probe/provider/aws-calls';
import type { ProbeClock } from '../../../src/probe/provider/clock';
import type { ExecSessions } from '../../../src/probe/provider/exec/session-outcome';

type Calls = { readonly [Service in keyof AwsCalls]: jest.Mocked<AwsCalls[Service]> };

function answering<T, A extends unknown[]>(answer: T): jest.Mock<Promise<T>, A> {
  return jest.fn<Promise<T>, A>(async () => answer);
}

export const TASK_ARN = 'arn:aws:ecs:us-east-1:123456789012:task/Cluster/0123456789abcdef0123456789abcdef';
export const DEFINITION = 'arn:aws:ecs:us-east-1:123456789012:task-definition/proxy:3';
export const INSTANCE_ARN = 'arn:aws:ecs:us-east-1:123456789012:container-instance/Cluster/i1';
export const ROLE = 'arn:aws:iam::123456789012:role/Task';

/** An error as the SDK throws it. */
export function awsError(name: string, message = 'no'): Error {
  return Object.assign(new Error(message), { name });
}

/** A task that has been running for a minute, and can be entered. */
export function runningTask(overrides: Partial<Task> = {}): Task {
  return {
    taskArn: TASK_ARN,
    taskDefinitionArn: DEFINITION,
    clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/Cluster',
    containerInstanceArn: INSTANCE_ARN,
    enableExecuteCommand: true,
    lastStatus: 'RUNNING',
    startedAt: new Date(-60_000),
    containers: [{ name: 'main', runtimeId: 'abc123', lastStatus: 'RUNNING', managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }] }],
    ...overrides,
  };
}

/** A definition that does not stand in the way of ECS Exec. */
export function definition(overrides: Partial<TaskDefinition> = {}): TaskDefinition {
  return { networkMode: 'host', taskRoleArn: ROLE, containerDefinitions: [{ name: 'main' }], ...overrides };
}

/** AWS with one service whose one task runs. */
export function fakeAws(): Calls {
  return {
    ecs: {
      listTasks: answering({ taskArns: [TASK_ARN] }),
      describeTasks: answering({ tasks: [runningTask()] }),
      describeContainerInstances: answering({
        containerInstances: [{ ec2InstanceId: 'i-0a', attributes: [{ name: 'ecs.vpc-id', value: 'vpc-1' }] }],
      }),
      describeTaskDefinition: answering({ taskDefinition: definition() }),
      executeCommand: answering({ session: { streamUrl: 'wss://stream', tokenValue: 'token' } }),
      runTask: answering({ tasks: [{ taskArn: TASK_ARN, containerInstanceArn: INSTANCE_ARN }], failures: [] }),
      stopTask: answering({}),
    },
    ssm: {
      sendCommand: answering({ Command: { CommandId: 'command' } }),
      getCommandInvocation: answering({ Status: 'Success' as const, ResponseCode: 0, StandardOutputContent: 'out\n', StandardErrorContent: '' }),
    },
    cloudFormation: { describeStacks: answering({ Stacks: [{ StackStatus: 'CREATE_IN_PROGRESS' as const, StackName: 's', CreationTime: new Date(0) }] }) },
    causes: { denied: answering([]), hasEndpoint: answering(false) },
  };
}

/** Time that goes only while somebody waits. */
export class FakeClock implements ProbeClock {
  private time = 0;

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
  }
}

export const NONCE = '00ff';

/** Sessions that show an output and end with a status. */
export function sessions(output: string, status?: number): jest.Mocked<ExecSessions> {
  const sentinel = status === undefined ? '' : `\r\n${NONCE}:${status}\r\n`;
  return endingWith({ end: { kind: 'closed', output: '' }, output: output + sentinel, errorOutput: '', dropped: 0, timedOut: false });
}

/** Sessions that all end the same way. */
export function endingWith(result: SessionResult): jest.Mocked<ExecSessions> {
  return { run: answering(result) };
}

/** A minute of fake time. */
export function allowance(clock = new FakeClock()) {
  return { clock, deadline: clock.now() + 60_000, once: false };
}
