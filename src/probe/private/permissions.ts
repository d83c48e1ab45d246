import { ArnFormat, aws_ecs as ecs, aws_iam as iam, Lazy, Names, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ProbePermission } from './probe-provider';
import { TargetParts } from './target-parts';

/** Finding the tasks of a cluster, and their state. */
function seeTasks(scope: IConstruct, cluster: ecs.ICluster): ProbePermission {
  return {
    id: `Tasks${suffix(cluster)}`,
    statements: [
      // the action knows container instances, which the question does not name
      allow(['ecs:ListTasks'], ['*'], inCluster(cluster)),
      allow(['ecs:DescribeTasks'], [within(scope, 'task', cluster)]),
    ],
  };
}

function seeInstances(scope: IConstruct, cluster: ecs.ICluster): ProbePermission {
  return { id: `Instances${suffix(cluster)}`, statements: [allow(['ecs:DescribeContainerInstances'], [within(scope, 'container-instance', cluster)])] };
}

/** What a probe needs that runs a command in a container, and that tells why it could not. */
export function execPermissions(scope: IConstruct, { cluster, service, taskRoleArn }: TargetParts, container: string | undefined): ProbePermission[] {
  const conditions = container === undefined ? undefined : { StringEquals: { 'ecs:container-name': container } };
  return [
    seeTasks(scope, cluster),
    seeInstances(scope, cluster),
    {
      id: `Exec${suffix(cluster)}${container === undefined ? '' : idPart(container)}`,
      // ECS authorizes the task and its cluster
      statements: [allow(['ecs:ExecuteCommand'], [within(scope, 'task', cluster), cluster.clusterArn], conditions)],
    },
    // neither action knows a resource
    { id: 'Causes', statements: [allow(['ecs:DescribeTaskDefinition', 'ec2:DescribeVpcEndpoints'], ['*'])] },
    ...taskRoleArn === undefined ? [] : [{
      id: `Role${suffix(service ?? scope)}`,
      statements: [allow(['iam:SimulatePrincipalPolicy'], [taskRoleArn])],
    }],
  ];
}

/** What a probe needs that runs a command on the instance of a task. */
export function instancePermissions(scope: IConstruct, { cluster }: TargetParts): ProbePermission[] {
  const stack = Stack.of(scope);
  return [
    seeTasks(scope, cluster),
    seeInstances(scope, cluster),
    {
      id: 'Commands',
      statements: [
        allow(['ssm:SendCommand'], [
          stack.formatArn({ service: 'ssm', account: '', resource: 'document', resourceName: 'AWS-RunShellScript' }),
          // which instance runs the task is known only then
          stack.formatArn({ service: 'ec2', resource: 'instance', resourceName: '*' }),
        ]),
        // the action knows no resource
        allow(['ssm:GetCommandInvocation'], ['*']),
      ],
    },
  ];
}

/** What a probe needs that starts tasks of one definition and stops them. */
export function placementPermissions(scope: IConstruct, cluster: ecs.ICluster, definition: ecs.TaskDefinition): ProbePermission[] {
  const roles = Lazy.list({
    // the execution role may be added to the definition later
    produce: () => [definition.taskRole, definition.executionRole].flatMap((role) => (role === undefined ? [] : [role.roleArn])),
  });
  return [
    { id: `List${suffix(cluster)}`, statements: [allow(['ecs:ListTasks'], ['*'], inCluster(cluster))] },
    { id: `Stop${suffix(cluster)}`, statements: [allow(['ecs:StopTask'], [within(scope, 'task', cluster)])] },
    {
      id: `Run${suffix(scope)}`,
      statements: [
        allow(['ecs:RunTask'], [definition.taskDefinitionArn], inCluster(cluster)),
        allow(['iam:PassRole'], roles, { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }),
      ],
    },
  ];
}

function allow(actions: string[], resources: string[], conditions?: Record<string, Record<string, string>>): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources, conditions });
}

function inCluster(cluster: ecs.ICluster): Record<string, Record<string, string>> {
  return { ArnEquals: { 'ecs:cluster': cluster.clusterArn } };
}

/** Tasks or container instances of one cluster: their ARNs name it. */
function within(scope: IConstruct, resource: string, cluster: ecs.ICluster): string {
  const arnFormat = ArnFormat.SLASH_RESOURCE_NAME;
  return Stack.of(scope).formatArn({ service: 'ecs', resource, resourceName: `${cluster.clusterName}/*`, arnFormat });
}

function suffix(construct: IConstruct): string {
  return Names.uniqueResourceName(construct, { maxLength: 60 });
}

function idPart(name: string): string {
  return name.replace(/(?:^|[^0-9a-zA-Z])+([0-9a-zA-Z]?)/g, (_, first: string) => first.toUpperCase());
}
