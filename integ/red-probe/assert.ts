import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';

/** What the deployment fails with, as a regular expression. */
export const SENTENCE = 'probe \'IntegRedProbe/Workshop/Cluster/HostDemo/Wrong\' expected the output to contain "docker9" from `ip link` '
  + 'in container nginx of service .*, but it ended with status 0 and printed: 1: lo: ';

/** An assertion that nothing fulfils: it is asked only when the deployment did not fail, which the runner alone would let pass. */
export function assertNotDeployed(integ: IntegTest): void {
  integ.assertions.awsApiCall('ECS', 'listClusters').assertAtPath('nextToken', ExpectedResult.stringLikeRegexp('^the deployment had to fail$'));
}
