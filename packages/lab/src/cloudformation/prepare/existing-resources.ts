import { AwsError } from '../../gateway/aws-error';
import type { Invoke } from '../../gateway/operation';
import type { Principal } from '../../iam/principal';
import type { PlannedChange } from '../planner/plan';

/** How a type's resource of a name that the template gives is looked for. */
interface LookUp {
  readonly nameProperty: string;
  readonly service: string;
  readonly operation: string;
  input(name: string): object;
  /** Where an answer without error is not enough. */
  isIn?(answer: object, name: string): boolean;
}

const holds = (list: string, member: string) => (answer: object, name: string): boolean =>
  ((answer as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[] | undefined>>)[list] ?? []).some((each) => each[member] === name);

const LOOK_UPS: Readonly<Record<string, LookUp>> = {
  'AWS::AutoScaling::AutoScalingGroup': {
    nameProperty: 'AutoScalingGroupName', service: 'autoscaling', operation: 'DescribeAutoScalingGroups', input: (name) => ({ AutoScalingGroupNames: [name] }),
    isIn: holds('AutoScalingGroups', 'AutoScalingGroupName'),
  },
  'AWS::EC2::LaunchTemplate': {
    nameProperty: 'LaunchTemplateName', service: 'ec2', operation: 'DescribeLaunchTemplates', input: (name) => ({ LaunchTemplateNames: [name] }),
  },
  'AWS::IAM::InstanceProfile': {
    nameProperty: 'InstanceProfileName', service: 'iam', operation: 'GetInstanceProfile', input: (InstanceProfileName) => ({ InstanceProfileName }),
  },
  'AWS::IAM::Role': { nameProperty: 'RoleName', service: 'iam', operation: 'GetRole', input: (RoleName) => ({ RoleName }) },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName', service: 'lambda', operation: 'GetFunctionConfiguration', input: (FunctionName) => ({ FunctionName }),
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName', service: 'logs', operation: 'DescribeLogGroups', input: (logGroupNamePrefix) => ({ logGroupNamePrefix }),
    isIn: holds('logGroups', 'logGroupName'),
  },
  'AWS::S3::Bucket': { nameProperty: 'BucketName', service: 's3', operation: 'HeadBucket', input: (Bucket) => ({ Bucket }) },
  'AWS::SSM::Parameter': { nameProperty: 'Name', service: 'ssm', operation: 'GetParameter', input: (Name) => ({ Name }) },
  'AWS::SecretsManager::Secret': { nameProperty: 'Name', service: 'secretsmanager', operation: 'DescribeSecret', input: (SecretId) => ({ SecretId }) },
};

/** Refuses a change set that is to take over what exists already: the lab cannot, and would fail later, on making it a second time. */
export async function refuseExisting(changes: readonly PlannedChange[], invoke: Invoke, caller: Principal): Promise<void> {
  for (const { action, logicalId, type, after } of changes) {
    const lookUp = LOOK_UPS[type];
    const name = lookUp && after?.[lookUp.nameProperty];
    if (action !== 'Add' || !lookUp || typeof name !== 'string' || !await isThere(lookUp, name, invoke, caller)) continue;
    throw new AwsError('ValidationError', `ImportExistingResources: resource ${logicalId} (${type} ${name}) exists already, and this lab cannot take over existing resources: `
      + 'remove it, or give the resource another name');
  }
}

async function isThere({ service, operation, input, isIn }: LookUp, name: string, invoke: Invoke, caller: Principal): Promise<boolean> {
  try {
    const answer = await invoke<object | undefined>(service, operation, input(name), caller);
    return isIn?.(answer ?? {}, name) ?? true;
  } catch (error) {
    if (error instanceof AwsError && /NotFound|NoSuch|DoesNotExist/.test(error.code)) return false;
    throw error;
  }
}
