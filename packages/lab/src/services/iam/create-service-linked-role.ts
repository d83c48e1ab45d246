import type { CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../gateway/operation';
import type { IamDeps } from './deps';
import { AwsError } from '../../gateway/aws-error';
import type { RoleRecord } from '../../iam/directory';
import { uniqueId } from './ids';
import { roleView } from './views';

const NAMES: Readonly<Record<string, string>> = {
  'ecs.amazonaws.com': 'AWSServiceRoleForECS',
  'autoscaling.amazonaws.com': 'AWSServiceRoleForAutoScaling',
  'ssm.amazonaws.com': 'AWSServiceRoleForAmazonSSM',
};

/** Service-linked roles are records: what AWS's services do here needs no permission. */
export const createServiceLinkedRole = (deps: IamDeps): Operation<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse> => ({
  access: ({ AWSServiceName: service = '' }) => [{
    action: 'iam:CreateServiceLinkedRole', resource: `arn:aws:iam::${deps.accountId}:role/aws-service-role/${service}/${NAMES[service]}`, context: { 'iam:AWSServiceName': service },
  }],
  run: ({ AWSServiceName: service = '', Description, CustomSuffix }) => {
    const base = NAMES[service];
    if (base === undefined) throw new AwsError('InvalidInput', `this lab has no service-linked role for ${service}: it has ${Object.keys(NAMES).join(', ')}`);
    const name = CustomSuffix === undefined ? base : `${base}_${CustomSuffix}`;
    if (deps.directory.roles.get(name)) throw new AwsError('InvalidInput', `Service role name ${name} has been taken in this account, please try a different suffix.`);
    const path = `/aws-service-role/${service}/`;
    const trust = { Version: '2012-10-17', Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [service] } }] };
    const role: RoleRecord = {
      name, path, id: uniqueId('AROA'), arn: `arn:aws:iam::${deps.accountId}:role${path}${name}`, trust: JSON.stringify(trust),
      ...(Description !== undefined && { description: Description }),
      maxSessionDuration: 3_600, createdAt: deps.clock.now().toISOString(), tags: [], inline: {}, attached: [],
    };
    deps.directory.roles.put(name, role);
    return { Role: roleView(role) };
  },
});
