import type { DescribeStacksInput, DescribeStacksOutput } from '@aws-sdk/client-cloudformation';
import type {
  DescribeContainerInstancesRequest, DescribeContainerInstancesResponse, DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse,
  DescribeTasksRequest, DescribeTasksResponse, ExecuteCommandRequest, ExecuteCommandResponse, ListTasksRequest, ListTasksResponse, RunTaskRequest,
  RunTaskResponse, StopTaskRequest, StopTaskResponse,
} from '@aws-sdk/client-ecs';
import type { GetCommandInvocationRequest, GetCommandInvocationResult, SendCommandRequest, SendCommandResult } from '@aws-sdk/client-ssm';

/** Every call that probes make, by service: the policies of the constructs allow these and nothing else. */
export interface AwsCalls {
  readonly ecs: EcsCalls;
  readonly ssm: SsmCalls;
  readonly cloudFormation: CloudFormationCalls;
  readonly causes: CauseCalls;
}

export interface EcsCalls {
  listTasks(input: ListTasksRequest): Promise<ListTasksResponse>;
  describeTasks(input: DescribeTasksRequest): Promise<DescribeTasksResponse>;
  describeContainerInstances(input: DescribeContainerInstancesRequest): Promise<DescribeContainerInstancesResponse>;
  describeTaskDefinition(input: DescribeTaskDefinitionRequest): Promise<DescribeTaskDefinitionResponse>;
  executeCommand(input: ExecuteCommandRequest): Promise<ExecuteCommandResponse>;
  runTask(input: RunTaskRequest): Promise<RunTaskResponse>;
  stopTask(input: StopTaskRequest): Promise<StopTaskResponse>;
}

export interface SsmCalls {
  sendCommand(input: SendCommandRequest): Promise<SendCommandResult>;
  getCommandInvocation(input: GetCommandInvocationRequest): Promise<GetCommandInvocationResult>;
}

export interface CloudFormationCalls {
  describeStacks(input: DescribeStacksInput): Promise<DescribeStacksOutput>;
}

/** What is looked at only where a session could not be opened. */
export interface CauseCalls {
  /** Those of the actions that the role is not allowed. */
  denied(roleArn: string, actions: readonly string[]): Promise<readonly string[]>;
  /** Whether a VPC has an interface endpoint of its own for a service, for example `ssmmessages`. */
  hasEndpoint(vpcId: string, service: string): Promise<boolean>;
}
