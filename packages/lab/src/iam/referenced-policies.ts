/** A policy that AWS keeps. */
export interface ManagedPolicy {
  /** Path below `policy`, for example `/service-role/`. */
  readonly path: string;
  readonly document: object;
  /** Where the document is from, and of when. */
  readonly source?: string;
}

const REFERENCE = 'AWS Managed Policy Reference';
const allow = (actions: readonly string[], resource = '*', condition?: object): object =>
  ({ Effect: 'Allow', Action: actions, Resource: resource, ...(condition && { Condition: condition }) });
const policy = (...statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });
const of = (prefix: string, names: string): readonly string[] => names.split(' ').map((name) => `${prefix}:${name}`);

/** AWS managed policies that roles of ECS and its instances often have, taken from the source and date that each names. */
export const REFERENCED_POLICIES: Readonly<Record<string, ManagedPolicy>> = {
  AmazonEC2ContainerRegistryReadOnly: {
    path: '/', source: `${REFERENCE}, v3 of 2019-12-10`,
    document: policy(allow(of('ecr', 'GetAuthorizationToken BatchCheckLayerAvailability GetDownloadUrlForLayer GetRepositoryPolicy '
      + 'DescribeRepositories ListImages DescribeImages BatchGetImage GetLifecyclePolicy GetLifecyclePolicyPreview ListTagsForResource DescribeImageScanFindings'))),
  },
  AmazonEC2ContainerServiceEventsRole: {
    path: '/service-role/', source: `${REFERENCE}, v3 of 2023-03-06`,
    document: policy(
      allow(['ecs:RunTask']), allow(['iam:PassRole'], '*', { StringLike: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }),
      allow(['ecs:TagResource'], '*', { StringEquals: { 'ecs:CreateAction': ['RunTask'] } }),
    ),
  },
  AmazonEC2ContainerServiceRole: {
    path: '/service-role/', source: `${REFERENCE}, v2 of 2016-08-11`,
    document: policy(allow([
      ...of('ec2', 'AuthorizeSecurityGroupIngress Describe*'),
      ...of('elasticloadbalancing', 'DeregisterInstancesFromLoadBalancer DeregisterTargets Describe* RegisterInstancesWithLoadBalancer RegisterTargets'),
    ])),
  },
  AmazonS3ReadOnlyAccess: {
    path: '/', source: `${REFERENCE}, v3 of 2023-08-10`,
    document: policy(allow([...of('s3', 'Get* List* Describe*'), ...of('s3-object-lambda', 'Get* List*')])),
  },
  CloudWatchAgentServerPolicy: {
    path: '/', source: 'a copy that a user published on 2024-04-01',
    document: policy(
      allow([
        'cloudwatch:PutMetricData', ...of('ec2', 'DescribeVolumes DescribeTags'),
        ...of('logs', 'PutLogEvents PutRetentionPolicy DescribeLogStreams DescribeLogGroups CreateLogStream CreateLogGroup'),
        ...of('xray', 'PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets GetSamplingStatisticSummaries'),
      ]),
      allow(['ssm:GetParameter'], 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*'),
    ),
  },
};
