import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import type { Access, Call, Operation } from '../../gateway/operation';
import type { Fleet, InstanceSpec } from '../../instance/fleet';
import type { Lab } from '../../lab';
import { accepting } from '../support/accepting';
import { unsupported } from './errors';
import type { InstanceLifecycle } from './instances/lifecycle';
import type { Ec2Tables } from './tables';

/** The machines behind instances. */
export interface InstanceMachines extends Pick<Fleet, 'launch' | 'terminate' | 'isRunning' | 'isAnswering' | 'filter'> {
  /** Has a running instance's metadata service work another way from now on; undefined: there is none. */
  changeMetadata(instanceId: string, metadata: InstanceSpec['metadata']): Promise<void>;
}

export interface Ec2Dependencies {
  readonly lab: Pick<Lab, 'store' | 'clock' | 'invoke' | 'log' | 'accountId' | 'region' | 'timeScale'>;
  readonly machines: InstanceMachines;
}

/** What EC2's operations are made from. */
export interface Ec2 extends Ec2Dependencies {
  readonly tables: Ec2Tables;
  readonly lifecycle: InstanceLifecycle;
}

/** An EC2 operation: refuses what it does not honour, and answers DryRun as EC2 does. */
export function ec2Operation<Input extends object, Output>(
  name: string,
  accepted: readonly (keyof Input & string)[],
  run: (input: Input) => Output | Promise<Output>,
): Operation<Input, Output> {
  return accepting<Input & { DryRun?: boolean }, Output>(name, [...accepted, 'DryRun'], unsupported, (input) => {
    if (input.DryRun) throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
    return run(input);
  }, (input, call) => accessOf(name, input, call));
}

/** Kinds of resource that a request names by id. */
const NAMED: Readonly<Record<string, string>> = {
  VpcId: 'vpc', SubnetId: 'subnet', GroupId: 'security-group', InternetGatewayId: 'internet-gateway', NatGatewayId: 'natgateway',
  RouteTableId: 'route-table', AllocationId: 'elastic-ip', InstanceId: 'instance', InstanceIds: 'instance', LaunchTemplateId: 'launch-template',
  NetworkInterfaceId: 'network-interface', VpcEndpointId: 'vpc-endpoint', VpcEndpointIds: 'vpc-endpoint',
};

/** Describe calls are about everything; others about what they name. */
function accessOf(operation: string, input: object, { region, accountId }: Call): readonly Access[] {
  const action = `ec2:${operation}`;
  const named = operation.startsWith('Describe') ? [] : Object.entries(input).flatMap(([member, value]) => {
    const kind = NAMED[member];
    return kind === undefined ? [] : [value].flat().map((id) => `arn:aws:ec2:${region}:${accountId}:${kind}/${String(id)}`);
  });
  return named.length === 0 ? [{ action, resource: '*' }] : named.map((resource) => ({ action, resource }));
}

/** The tags that a request gives to the resource that it makes. */
export function tagsFor(specifications: readonly TagSpecification[] | undefined, resourceType: string): Tag[] {
  for (const { ResourceType } of specifications ?? []) {
    if (ResourceType !== resourceType) {
      throw new AwsError('InvalidParameterValue', `'${ResourceType ?? ''}' is not a valid taggable resource type for this operation.`);
    }
  }
  return (specifications ?? []).flatMap(({ Tags }) => Tags ?? []);
}

export const arnOf = (ec2: Ec2, kind: string, id: string): string =>
  `arn:aws:ec2:${ec2.lab.region}:${ec2.lab.accountId}:${kind}/${id}`;
