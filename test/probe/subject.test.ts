import { CfnResource } from 'aws-cdk-lib';
import { HostPort, PlacementExpectation, Scheduling } from '../../src';
import { clusterStack, IMAGE } from '../support/stacks';
import { HOLDS, probeOf } from './support/probes';

interface Variant {
  readonly port?: number;
  readonly count?: number;
  readonly command?: string;
  readonly extra?: boolean;
  readonly otherPort?: number;
}

/** What CloudFormation compares: a probe runs again when it is different. */
function properties({ port = 8080, count = 1, command = 'true', extra = false, otherPort = 9090 }: Variant = {}) {
  const { stack, cluster } = clusterStack();
  cluster.addCapacity('Edge', { minCapacity: 3 });
  const proxy = cluster.addHostModeService('Proxy', { image: IMAGE, ports: [HostPort.tcp(port)], scheduling: Scheduling.replicas(count) });
  const other = cluster.addHostModeService('Other', { image: IMAGE, ports: [HostPort.tcp(otherPort)] });
  if (extra) {
    new CfnResource(stack, 'Extra', { type: 'AWS::SNS::Topic' });
  }
  proxy.addExecProbe('Exec', { command: [command], expectation: HOLDS });
  proxy.addPlacementProbe('Placement', { expectation: PlacementExpectation.placed() }).node.addDependency(other);
  const exec = probeOf(stack, 'Custom::ExecProbe').Properties;
  const placement = probeOf(stack, 'Custom::PlacementProbe').Properties;
  return { exec: JSON.stringify(exec), placement: JSON.stringify(placement) };
}

test('a probe is the same in every synthesis, whatever else is in the stack', () => {
  expect(properties()).toEqual(properties({ extra: true }));
});

test.each<[string, Variant]>([['task definition', { port: 8081 }], ['service', { count: 2 }], ['command', { command: 'false' }]])(
  'a probe runs again when the %s changes', (_, variant) => {
    expect(properties(variant).exec).not.toBe(properties().exec);
  });

test('a probe runs again when a service changes that it depends on, and does not for others', () => {
  const changed = properties({ otherPort: 9091 });
  expect(changed.placement).not.toBe(properties().placement);
  expect(changed.exec).toBe(properties().exec);
});
