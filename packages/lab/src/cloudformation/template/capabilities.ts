import { AwsError } from '../../gateway/aws-error';
import type { Template } from './template';

/** IAM types that ask the caller to say that they know, with the property that names them. */
const IAM_TYPES: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::RolePolicy': undefined,
  'AWS::IAM::User': 'UserName',
};

/** The capabilities that a template needs: none, or one of the two of IAM. */
export function requiredCapabilities(template: Template): readonly ('CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM')[] {
  const resources = Object.values(template.resources).filter(({ type }) => Object.hasOwn(IAM_TYPES, type));
  if (resources.length === 0) return [];
  const named = resources.some(({ type, properties }) => Object.hasOwn(properties, IAM_TYPES[type] ?? ''));
  return [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'];
}

export function checkCapabilities(template: Template, given: readonly string[]): void {
  const [required] = requiredCapabilities(template);
  if (required === undefined || given.includes(required) || given.includes('CAPABILITY_NAMED_IAM')) return;
  throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${required}]`);
}
