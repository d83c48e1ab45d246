import type { Authorizer } from '../iam/authorizer';
import type { ManagedInstances } from '../session/target/managed-instance';
import type { Fleet } from '../instance/fleet';
import type { InstanceRecord } from '../services/ec2/model';

/** What an instance's role must allow before Systems Manager knows it. */
const NEEDED = ['ssm:UpdateInstanceInformation', 'ssmmessages:CreateControlChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenDataChannel'];

/** Running instances whose role lets their SSM agent in. */
export function managedInstances(
  instances: () => readonly InstanceRecord[], authorizer: Authorizer, region: string, fleet: Pick<Fleet, 'isAnswering'>,
): ManagedInstances {
  return () => instances().filter(({ state, profile }) => {
    const roleArn = profile?.roleArn;
    return state === 'running' && roleArn !== undefined && NEEDED.every((action) => authorizer.allows(roleArn, action, '*'));
  }).map(({ instanceId, privateIpAddress, tags, profile }) => ({
    instanceId,
    ...(profile?.roleArn === undefined ? {} : { roleArn: profile.roleArn }),
    pingStatus: fleet.isAnswering(instanceId) ? 'Online' : 'ConnectionLost',
    address: privateIpAddress,
    computerName: `ip-${privateIpAddress.replaceAll('.', '-')}.${region === 'us-east-1' ? 'ec2' : `${region}.compute`}.internal`,
    tags: tags.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })),
  }));
}
