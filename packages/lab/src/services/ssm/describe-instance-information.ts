import type { DescribeInstanceInformationRequest, DescribeInstanceInformationResult, InstanceInformation } from '@aws-sdk/client-ssm';
import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { invalidToken, unsupported, validation } from '../../session/errors';
import { AGENT_VERSION } from '../../session/session';
import type { ManagedInstance } from '../../session/target/managed-instance';
import { refuseOthers } from '../support/accepting';
import { page } from '../support/page';
import type { SessionDependencies } from './session-dependencies';

const FILTERS: Readonly<Record<string, (instance: ManagedInstance) => readonly string[]>> = {
  InstanceIds: ({ instanceId }) => [instanceId],
  PingStatus: ({ pingStatus }) => [pingStatus],
  PlatformTypes: () => ['Linux'],
  ResourceType: () => ['EC2Instance', 'ManagedInstance'],
  AgentVersion: ({ agentVersion = AGENT_VERSION }) => [agentVersion],
};

/** The instances that sessions and commands can reach. */
export function describeInstanceInformation(
  { lab, managedInstances }: Pick<SessionDependencies, 'lab' | 'managedInstances'>,
): Operation<DescribeInstanceInformationRequest, DescribeInstanceInformationResult> {
  return {
    run(input) {
      refuseOthers('DescribeInstanceInformation', input, ['InstanceInformationFilterList', 'Filters', 'MaxResults', 'NextToken'], unsupported);
      const { MaxResults: size } = input;
      if (size !== undefined && (size < 5 || size > 50)) throw validation(`MaxResults must be between 5 and 50, got ${size}.`);
      const filters = [
        ...(input.Filters ?? []).map(({ Key = '', Values = [] }) => ({ key: Key, values: Values })),
        ...(input.InstanceInformationFilterList ?? []).map(({ key = '', valueSet = [] }) => ({ key, values: valueSet })),
      ];
      const instances = managedInstances().filter((instance) => filters.every(({ key, values }) => matches(instance, key, values)));
      const { items, next } = page(instances, size, input.NextToken, invalidToken);
      return { InstanceInformationList: items.map((instance) => view(instance, lab.clock.now())), ...(next ? { NextToken: next } : {}) };
    },
  };
}

function matches(instance: ManagedInstance, key: string, values: readonly string[]): boolean {
  const tag = /^tag:(.+)$/.exec(key)?.[1];
  if (tag !== undefined) return (instance.tags ?? []).some((each) => each.key === tag && values.includes(each.value));
  const read = FILTERS[key];
  if (read === undefined) {
    throw new AwsError('InvalidInstanceInformationFilterValue', `Filter ${key} is not supported by this lab: ${Object.keys(FILTERS).join(', ')}, tag:<key>.`);
  }
  return read(instance).some((value) => values.includes(value));
}

function view(instance: ManagedInstance, now: Date): InstanceInformation {
  return {
    InstanceId: instance.instanceId,
    PingStatus: instance.pingStatus,
    LastPingDateTime: instance.lastPing ? new Date(instance.lastPing) : now,
    AgentVersion: instance.agentVersion ?? AGENT_VERSION,
    IsLatestVersion: true,
    PlatformType: 'Linux',
    PlatformName: instance.platformName ?? 'Debian GNU/Linux',
    PlatformVersion: instance.platformVersion ?? '12',
    ResourceType: 'EC2Instance',
    IPAddress: instance.address,
    ComputerName: instance.computerName,
  };
}
