import { REFUSED_OPERATIONS } from '../services/ecs/refused';

const RECORDED = 'recorded and answered, not acted upon';

/** What a reader must know of a whole service. */
export const SERVICE_NOTES: Readonly<Record<string, string>> = {
  cloudtrail: 'A lab keeps no trail: its log file has one line a call.',
  iam: 'Roles are evaluated at every call; permissions boundaries and users are refused.',
  kms: 'Keys and aliases are records: nothing is encrypted, and key policies are not evaluated.',
  lambda: 'Node functions run with the lab\'s own Node, Python ones with the machine\'s python3; no layers, versions, aliases or container images.',
  s3: 'Path style only. Objects are kept in their newest version; bucket policies are not evaluated.',
  secretsmanager: 'Values are kept in clear; there is no rotation, no replica and no resource policy.',
  sns: 'Standard topics that deliver to Lambda functions; messages are not signed, and topic policies are not evaluated.',
  ssm: 'Of the public parameters only those of the ECS-optimised images are there, and they name the lab\'s one image. Secure strings are kept in clear.',
  sts: 'Session policies and session tags are refused.',
};

/** What a reader must know of one operation. */
export const OPERATION_NOTES: Readonly<Record<string, string>> = {
  'cloudtrail:LookupEvents': 'always empty',
  'ec2:CreateVpcEndpoint': 'interface and gateway endpoints; a record with its interfaces and routes: no packet goes through it, and no policy is evaluated',
  ...Object.fromEntries(Object.entries(REFUSED_OPERATIONS).map(([operation, instead]) => [`ecs:${operation}`, `refused; ${instead}`])),
  'ecs:UpdateContainerAgent': 'there is never an update',
  'iam:SimulatePrincipalPolicy': 'roles, and unlike on AWS the account\'s root; no boundaries and resource policies',
  'iam:CreateServiceLinkedRole': 'for ECS, Auto Scaling and Systems Manager; a record, since the services here need no role',
  's3:PutBucketEncryption': RECORDED,
  's3:PutBucketLifecycleConfiguration': RECORDED,
  's3:PutBucketPolicy': RECORDED,
  's3:PutBucketTagging': RECORDED,
  's3:PutBucketVersioning': RECORDED,
  's3:PutPublicAccessBlock': RECORDED,
  'sts:AssumeRole': 'unlike on AWS, root may take a role too',
};
