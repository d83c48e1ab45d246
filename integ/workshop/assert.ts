import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { NetworkModesWorkshop, PlacementExpectation, PlacementFailureReason } from '../../src';

/** The pages can begin: nothing runs, port 80 is free for one task, and tasks without ports find room beside each other. */
export function assertWorkshop(integ: IntegTest, { cluster, hostDemo, noneDemo }: NetworkModesWorkshop): void {
  const one = hostDemo.addPlacementProbe('OneOnPort80', { expectation: PlacementExpectation.placed() });
  const two = hostDemo.addPlacementProbe('NotTwoOnPort80', {
    count: 2, expectation: PlacementExpectation.refused(PlacementFailureReason.RESOURCE_PORTS),
  });
  const none = noneDemo.addPlacementProbe('TwoWithoutPorts', { count: 2, expectation: PlacementExpectation.placed() });
  // each asks for the same instance, and would be in the way of the others
  two.node.addDependency(one);
  none.node.addDependency(two);
  integ.assertions.awsApiCall('ECS', 'listTasks', { cluster: cluster.cluster.clusterName, desiredStatus: 'RUNNING' })
    .expect(ExpectedResult.objectLike({ taskArns: [] }));
}
