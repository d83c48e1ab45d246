import { REFERENCED_POLICIES, type ManagedPolicy } from './referenced-policies';

const allow = (actions: readonly string[], resource: string | readonly string[] = '*', condition?: object): object =>
  ({ Effect: 'Allow', Action: actions, Resource: resource, ...(condition && { Condition: condition }) });
const policy = (...statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });
const prefixed = (prefix: string, names: string): readonly string[] => names.split(' ').map((name) => `${prefix}:${name}`);

const IMAGE_PULL = prefixed('ecr', 'GetAuthorizationToken BatchCheckLayerAvailability GetDownloadUrlForLayer BatchGetImage');
const LOG_WRITE = prefixed('logs', 'CreateLogStream PutLogEvents');
const READ = ['ec2', 'ecs', 'autoscaling', 'cloudformation', 'iam', 's3', 'ssm', 'logs', 'lambda', 'states', 'kms', 'cloudtrail', 'sts'];

/**
 * AWS managed policies by name; those without a source were written in 2026-11 from memory of the AWS Managed Policy Reference and not
 * checked against it. `ReadOnlyAccess` is cut to the services that a lab has.
 */
export const MANAGED_POLICIES: Readonly<Record<string, ManagedPolicy>> = {
  ...REFERENCED_POLICIES,
  AdministratorAccess: { path: '/', document: policy(allow(['*'])) },
  ReadOnlyAccess: {
    path: '/',
    document: policy(allow(READ.flatMap((service) => [`${service}:Describe*`, `${service}:Get*`, `${service}:List*`]).concat('logs:FilterLogEvents', 'cloudtrail:LookupEvents'))),
  },
  AWSCloudFormationReadOnlyAccess: {
    path: '/',
    document: policy(allow(prefixed('cloudformation', 'Describe* EstimateTemplateCost Get* List* ValidateTemplate Detect*'))),
  },
  AmazonECSTaskExecutionRolePolicy: { path: '/service-role/', document: policy(allow([...IMAGE_PULL, ...LOG_WRITE])) },
  AmazonEC2ContainerServiceforEC2Role: {
    path: '/service-role/',
    document: policy(
      allow([
        'ec2:DescribeTags',
        ...prefixed('ecs', 'CreateCluster DeregisterContainerInstance DiscoverPollEndpoint Poll RegisterContainerInstance'),
        ...prefixed('ecs', 'StartTelemetrySession UpdateContainerInstancesState Submit*'),
        ...IMAGE_PULL, ...LOG_WRITE,
      ]),
      allow(['ecs:TagResource'], '*', { StringEquals: { 'ecs:CreateAction': ['CreateCluster', 'RegisterContainerInstance'] } }),
      allow(['ecs:ListTagsForResource'], ['arn:aws:ecs:*:*:task/*/*', 'arn:aws:ecs:*:*:container-instance/*/*']),
    ),
  },
  AmazonSSMManagedInstanceCore: {
    path: '/',
    document: policy(
      allow([
        ...prefixed('ssm', 'DescribeAssociation GetDeployablePatchSnapshotForInstance GetDocument DescribeDocument GetManifest GetParameter'),
        ...prefixed('ssm', 'GetParameters ListAssociations ListInstanceAssociations PutInventory PutComplianceItems PutConfigurePackageResult'),
        ...prefixed('ssm', 'UpdateAssociationStatus UpdateInstanceAssociationStatus UpdateInstanceInformation'),
      ]),
      allow(prefixed('ssmmessages', 'CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel')),
      allow(prefixed('ec2messages', 'AcknowledgeMessage DeleteMessage FailMessage GetEndpoint GetMessages SendReply')),
    ),
  },
  AWSLambdaBasicExecutionRole: { path: '/service-role/', document: policy(allow(['logs:CreateLogGroup', ...LOG_WRITE])) },
  AWSLambdaVPCAccessExecutionRole: {
    path: '/service-role/',
    document: policy(allow([
      'logs:CreateLogGroup', ...LOG_WRITE,
      ...prefixed('ec2', 'CreateNetworkInterface DescribeNetworkInterfaces DescribeSubnets DeleteNetworkInterface'),
      ...prefixed('ec2', 'AssignPrivateIpAddresses UnassignPrivateIpAddresses'),
    ])),
  },
  AWSLambdaRole: { path: '/service-role/', document: policy(allow(['lambda:InvokeFunction'])) },
};

/** The AWS managed policy of an ARN such as `arn:aws:iam::aws:policy/service-role/AWSLambdaRole`. */
export function managedPolicy(arn: string): (ManagedPolicy & { readonly name: string }) | undefined {
  const match = /^arn:aws[\w-]*:iam::aws:policy(\/(?:.*\/)?)([^/]+)$/.exec(arn);
  const name = match?.[2] ?? '';
  const found = MANAGED_POLICIES[name];
  return found && found.path === match?.[1] ? { ...found, name } : undefined;
}
