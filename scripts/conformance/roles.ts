import {
  AddRoleToInstanceProfileCommand, AttachRolePolicyCommand, CreateInstanceProfileCommand, CreateRoleCommand, type IAMClient, PutRolePolicyCommand,
} from '@aws-sdk/client-iam';

/** What a task role needs for ECS Exec. */
export const EXEC_ACTIONS = [
  'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
] as const;

export interface Roles {
  readonly task: string;
  readonly execution: string;
  readonly instanceProfile: string;
  readonly instanceRoleName: string;
}

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A role that a service, or the account itself, may take; gives its ARN. */
export async function makeRole(iam: IAMClient, name: string, principal: Readonly<Record<string, string>>, statements: readonly Statement[],
  managed: readonly string[] = []): Promise<string> {
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] };
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  if (statements.length > 0) {
    const policy = { Version: '2012-10-17', Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })) };
    await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'own', PolicyDocument: JSON.stringify(policy) }));
  }
  for (const policy of managed) await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: `arn:aws:iam::aws:policy/${policy}` }));
  return Role!.Arn!;
}

export const TASKS = { Service: 'ecs-tasks.amazonaws.com' } as const;

/** The roles of the workshop, made with plain calls. */
export async function makeRoles(iam: IAMClient): Promise<Roles> {
  const task = await makeRole(iam, 'conformance-task', TASKS, [{ Action: EXEC_ACTIONS, Resource: '*' }]);
  const execution = await makeRole(iam, 'conformance-execution', TASKS, [], ['service-role/AmazonECSTaskExecutionRolePolicy']);
  const instanceRoleName = 'conformance-instance';
  await makeRole(iam, instanceRoleName, { Service: 'ec2.amazonaws.com' }, [],
    ['service-role/AmazonEC2ContainerServiceforEC2Role', 'AmazonSSMManagedInstanceCore']);
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: instanceRoleName }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: instanceRoleName, RoleName: instanceRoleName }));
  return { task, execution, instanceProfile: instanceRoleName, instanceRoleName };
}
