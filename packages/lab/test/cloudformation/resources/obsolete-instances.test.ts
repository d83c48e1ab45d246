import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AutoScalingGroup, Instance } from '@aws-sdk/client-auto-scaling';
import type { ResourceContext } from '../../../src/cloudformation/resource-handler';
import { obsoleteInstances } from '../../../src/cloudformation/resources/obsolete-instances';

const member = (InstanceId: string, Version: string, LifecycleState: Instance['LifecycleState'] = 'InService'): Instance => ({
  InstanceId, LifecycleState, LaunchTemplate: { LaunchTemplateId: 'lt-1', Version }, AvailabilityZone: 'us-east-1a', HealthStatus: 'Healthy', ProtectedFromScaleIn: false,
});
const INSTANCES = [member('i-old', '1'), member('i-new', '2'), member('i-going', '1', 'Terminating:Wait')];
/** A world in which the template's newest version is 2 and every instance is in subnet-1. */
const context = {
  call: (_service: string, operation: string, { InstanceIds = [] }: { readonly InstanceIds?: readonly string[] }) => Promise.resolve(operation === 'DescribeInstances'
    ? { Reservations: [{ Instances: InstanceIds.map((InstanceId) => ({ InstanceId, SubnetId: 'subnet-1' })) }] } : { LaunchTemplateVersions: [{ VersionNumber: 2 }] }),
} as unknown as ResourceContext;
const group = (more: Partial<AutoScalingGroup>): AutoScalingGroup => ({ Instances: INSTANCES, VPCZoneIdentifier: 'subnet-1,subnet-2', ...more } as AutoScalingGroup);
const template = (Version: string) => ({ LaunchTemplateId: 'lt-1', LaunchTemplateName: 'lt', Version });

test('instances of another version are obsolete, whether it is given as a number or as $Latest, alone or in a mixed instances policy', async () => {
  assert.deepEqual(await obsoleteInstances(group({ LaunchTemplate: template('2') }), context), ['i-old']);
  assert.deepEqual(await obsoleteInstances(group({ LaunchTemplate: template('$Latest') }), context), ['i-old']);
  assert.deepEqual(await obsoleteInstances(group({ MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: template('2') } } }), context), ['i-old']);
});

test('instances outside the group\'s subnets are obsolete', async () => {
  assert.deepEqual(await obsoleteInstances(group({ LaunchTemplate: template('2'), VPCZoneIdentifier: 'subnet-2' }), context), ['i-old', 'i-new']);
});
