import { REFUSED_OPERATIONS } from '../services/ecs/refused';

const RECORDED = 'recorded and answered, not acted upon';

/** What a reader must know of a whole service. */
export const SERVICE_NOTES: Readonly<Record<string, string>> = {
  cloudtrail: 'A lab keeps no trail: its log file has one line a call.',
  events: 'Rules on a schedule, in real time, that run ECS tasks and Lambda functions; there are no events, and a run that fails is logged and not tried again.',
  iam: 'Roles are evaluated at every call; permissions boundaries and users are refused.',
  kms: 'Keys and aliases are records: nothing is encrypted, and key policies are not evaluated.',
  lambda: 'Node functions run with the lab\'s own Node, Python ones with the machine\'s python3; no versions, aliases or container images. Layers lie at /opt where the machine allows mount namespaces.',
  s3: 'Path style only. Objects are kept in their newest version, whose id is null.',
  secretsmanager: 'Values are kept in clear; there is no rotation, no replica and no resource policy.',
  servicediscovery: 'Private DNS and HTTP namespaces, A and SRV records, custom health checks; operations are done when the call returns.',
  sns: 'Standard topics that deliver to Lambda functions; messages are not signed, and topic policies are not evaluated.',
  ssm: 'Of the public parameters only those of the ECS-optimised images are there, and they name images of the lab, which are all the same machine. Secure strings are kept in clear.',
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
  'ecs:ListServicesByNamespace': 'refused; it lists the services of Service Connect, which is not there either; use ListServices',
  'servicediscovery:CreatePublicDnsNamespace': 'refused; there is no public DNS, use CreatePrivateDnsNamespace or CreateHttpNamespace',
  's3:PutBucketEncryption': RECORDED,
  's3:PutBucketLifecycleConfiguration': RECORDED,
  's3:PutBucketPolicy': 'evaluated at every call of a role, beside the role\'s own policies',
  's3:PutBucketTagging': RECORDED,
  's3:PutBucketVersioning': RECORDED,
  's3:PutPublicAccessBlock': RECORDED,
  'sts:AssumeRole': 'unlike on AWS, root may take a role too',
};
