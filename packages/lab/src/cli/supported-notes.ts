import { REFUSED_OPERATIONS } from '../services/ecs/refused';

const RECORDED = 'recorded and answered, not acted upon';

/** What a reader must know of a whole service. */
export const SERVICE_NOTES: Readonly<Record<string, string>> = {
  cloudtrail: 'A lab keeps no trail: its log file has one line a call.',
  iam: 'Roles are evaluated at every call; permissions boundaries and users are refused.',
  kms: 'Keys and aliases are records: nothing is encrypted, and key policies are not evaluated.',
  s3: 'Path style only. Objects are kept in their newest version; bucket policies are not evaluated.',
  ssm: 'Of the public parameters only those of the ECS-optimised images are there, and they name the lab\'s one image. Secure strings are kept in clear.',
  sts: 'Session policies and session tags are refused.',
};

/** What a reader must know of one operation. */
export const OPERATION_NOTES: Readonly<Record<string, string>> = {
  'cloudtrail:LookupEvents': 'always empty',
  ...Object.fromEntries(Object.entries(REFUSED_OPERATIONS).map(([operation, instead]) => [`ecs:${operation}`, `refused; ${instead}`])),
  'ecs:UpdateContainerAgent': 'there is never an update',
  'secretsmanager:GetSecretValue': 'values are kept in clear; there are no resource policies and no rotation',
  'iam:CreateServiceLinkedRole': 'for ECS, Auto Scaling and Systems Manager; a record, since the services here need no role',
  's3:PutBucketEncryption': RECORDED,
  's3:PutBucketLifecycleConfiguration': RECORDED,
  's3:PutBucketPolicy': RECORDED,
  's3:PutBucketTagging': RECORDED,
  's3:PutBucketVersioning': RECORDED,
  's3:PutPublicAccessBlock': RECORDED,
  'sts:AssumeRole': 'unlike on AWS, root may take a role too',
};
