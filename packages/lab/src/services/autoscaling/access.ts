import type { Access, AnyOperation, Operation } from '../../gateway/operation';
import type { AutoScaling } from './autoscaling';
import type { GroupRecord } from './model';

/** How a call names the groups that it is about. */
interface Named {
  readonly AutoScalingGroupName?: string;
  readonly InstanceId?: string;
  readonly Tags?: readonly { readonly ResourceId?: string }[];
}

type Operations = Readonly<Record<string, AnyOperation>>;

/**
 * The operations, each permitted on the ARNs of its groups; those that describe, or are about launch configurations, on `*`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
 */
export function onGroups(autoScaling: AutoScaling, operations: Operations): Operations {
  return Object.fromEntries(Object.entries(operations).map(([name, operation]) => {
    const isOnGroups = !name.startsWith('Describe') && !name.includes('LaunchConfiguration');
    const access = (input: Named): readonly Access[] => accessOf(autoScaling, name, input);
    return [name, isOnGroups ? { ...operation, access } satisfies Operation<never, unknown> : operation];
  }));
}

function accessOf({ tables, lab }: AutoScaling, operation: string, { AutoScalingGroupName, InstanceId, Tags = [] }: Named): readonly Access[] {
  const action = `autoscaling:${operation}`;
  const home = tables.groups.list().find(({ members }) => InstanceId !== undefined && members.some(({ instanceId }) => instanceId === InstanceId));
  const names = new Set([AutoScalingGroupName ?? home?.name, ...Tags.map(({ ResourceId }) => ResourceId)].flatMap((name) => name ?? []));
  const resources = [...names].map((name): Access => {
    const group = tables.groups.get(name);
    const unknown = `arn:aws:autoscaling:${lab.region}:${lab.accountId}:autoScalingGroup:*:autoScalingGroupName/${name}`;
    return { action, resource: group?.arn ?? unknown, context: group && tagContext(group) };
  });
  return resources.length > 0 ? resources : [{ action, resource: '*' }];
}

const tagContext = ({ tags }: GroupRecord): Readonly<Record<string, string>> => Object.fromEntries(tags.flatMap(({ Key = '', Value = '' }) => [
  [`aws:ResourceTag/${Key}`, Value], [`autoscaling:ResourceTag/${Key}`, Value],
]));
