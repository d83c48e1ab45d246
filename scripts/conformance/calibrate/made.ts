/** What calibration makes and has to remove. */
export type Kind =
  | 'vpc' | 'internet gateway' | 'route table' | 'subnet' | 'security group' | 'instance' | 'launch template' | 'auto scaling group'
  | 'capacity provider' | 'cluster' | 'role' | 'instance profile' | 'log group' | 'task definition';

/** One thing that was made. */
export interface Made {
  readonly kind: Kind;
  /** Id, name or ARN: what the call that deletes it asks for. */
  readonly id: string;
}

type Read = (from: Fields) => readonly (string | undefined)[];
type Fields = { readonly [name: string]: unknown };

const at = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = path.reduce<unknown>((inner, name) => (inner as Fields | undefined)?.[name], value);
  return typeof found === 'string' ? found : undefined;
};

/** The commands that make something, with where their input or their answer names it. */
const MAKERS: Readonly<Record<string, { readonly kind: Kind; readonly of: 'input' | 'output'; readonly read: Read }>> = {
  CreateVpcCommand: { kind: 'vpc', of: 'output', read: (answer) => [at(answer, 'Vpc', 'VpcId')] },
  CreateInternetGatewayCommand: { kind: 'internet gateway', of: 'output', read: (answer) => [at(answer, 'InternetGateway', 'InternetGatewayId')] },
  CreateRouteTableCommand: { kind: 'route table', of: 'output', read: (answer) => [at(answer, 'RouteTable', 'RouteTableId')] },
  CreateSubnetCommand: { kind: 'subnet', of: 'output', read: (answer) => [at(answer, 'Subnet', 'SubnetId')] },
  CreateSecurityGroupCommand: { kind: 'security group', of: 'output', read: (answer) => [at(answer, 'GroupId')] },
  RunInstancesCommand: { kind: 'instance', of: 'output', read: ({ Instances }) => (Instances as readonly Fields[] ?? []).map((one) => at(one, 'InstanceId')) },
  CreateLaunchTemplateCommand: { kind: 'launch template', of: 'output', read: (answer) => [at(answer, 'LaunchTemplate', 'LaunchTemplateId')] },
  CreateAutoScalingGroupCommand: { kind: 'auto scaling group', of: 'input', read: (input) => [at(input, 'AutoScalingGroupName')] },
  CreateCapacityProviderCommand: { kind: 'capacity provider', of: 'input', read: (input) => [at(input, 'name')] },
  CreateClusterCommand: { kind: 'cluster', of: 'input', read: (input) => [at(input, 'clusterName')] },
  CreateRoleCommand: { kind: 'role', of: 'input', read: (input) => [at(input, 'RoleName')] },
  CreateInstanceProfileCommand: { kind: 'instance profile', of: 'input', read: (input) => [at(input, 'InstanceProfileName')] },
  CreateLogGroupCommand: { kind: 'log group', of: 'input', read: (input) => [at(input, 'logGroupName')] },
  RegisterTaskDefinitionCommand: { kind: 'task definition', of: 'output', read: (answer) => [at(answer, 'taskDefinition', 'taskDefinitionArn')] },
};

/** Tasks and services go with their cluster: they need no line of their own. */
const IN_CLUSTER = new Set(['RunTaskCommand', 'StartTaskCommand', 'CreateServiceCommand']);

/** Whether a command makes something that is to be removed. */
export const isMaker = (command: string): boolean => command in MAKERS || IN_CLUSTER.has(command);

/** What a call that went well has made. Throws where its answer does not name it: it could not be removed. */
export function madeBy(command: string, input: object, output: object): readonly Made[] {
  const maker = MAKERS[command];
  if (maker === undefined) return [];
  return maker.read((maker.of === 'input' ? input : output) as Fields).map((id) => {
    if (id === undefined) throw new Error(`the answer of ${command} does not name the ${maker.kind} that it made`);
    return { kind: maker.kind, id };
  });
}
