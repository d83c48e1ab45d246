import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { HostModeEc2Service, NoneModeEc2Service, PlacementExpectation } from '../../src';

/**
 * Everything that could hold a deletion is there: draining, managed scaling, tasks of services, and a probe that started tasks.
 *
 * The runner destroys the stack afterwards, and fails where that does not end.
 */
export function assertHolds(integ: IntegTest, proxy: HostModeEc2Service, batch: NoneModeEc2Service): void {
  batch.addPlacementProbe('Another', { expectation: PlacementExpectation.placed() });
  // two of them
  integ.assertions.awsApiCall('ECS', 'listServices', { cluster: proxy.service.cluster.clusterName })
    .assertAtPath('serviceArns.1', ExpectedResult.stringLikeRegexp('service/'));
}
