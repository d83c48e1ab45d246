import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Duration } from 'aws-cdk-lib';
import { HostModeEc2Service, PlacementExpectation, PlacementFailureReason } from '../../src';

/** Each instance gives its port to one task, so there is no room for a third; a deployment replaces both all the same. */
export function assertRolls(integ: IntegTest, proxy: HostModeEc2Service): void {
  proxy.addPlacementProbe('NoThird', { expectation: PlacementExpectation.refused(PlacementFailureReason.RESOURCE_PORTS) });
  const cluster = proxy.service.cluster.clusterName;
  const { serviceName } = proxy.service;
  const update = integ.assertions.awsApiCall('ECS', 'updateService', { cluster, service: serviceName, forceNewDeployment: true });
  const rolled = integ.assertions.awsApiCall('ECS', 'describeServices', { cluster, services: [serviceName] });
  update.assertAtPath('service.deployments.0.rolloutState', ExpectedResult.stringLikeRegexp('^IN_PROGRESS$')).next(rolled);
  rolled.assertAtPath('services.0.deployments.0.rolloutState', ExpectedResult.stringLikeRegexp('^COMPLETED$'))
    .waitForAssertions({ totalTimeout: Duration.minutes(5), interval: Duration.seconds(3) });
}
