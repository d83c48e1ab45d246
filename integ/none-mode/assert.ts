import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { CommandExpectation, NetworkModesWorkshop } from '../../src';

/** The service's task runs, cannot be entered, and has nothing but loopback. */
export function assertNoneMode(integ: IntegTest, { noneDemo }: NetworkModesWorkshop): void {
  const { allOf, exitCode, outputMatches, refused } = CommandExpectation;
  noneDemo.addExecProbe('NotEntered', { command: ['ip', 'a'], expectation: refused('InvalidParameterException') });
  noneDemo.addInstanceProbe('LoopbackAlone', {
    command: "nsenter -t {{pid}} -n sh -c 'ip -o link show | cut -d \" \" -f 2; echo routes: $(ip route | wc -l)'",
    expectation: allOf(outputMatches('^lo:\\nroutes: 0$'), exitCode(0)),
  });
  noneDemo.addInstanceProbe('Unreachable', {
    command: 'nsenter -t {{pid}} -n curl -s --max-time 2 http://10.0.100.1',
    // curl's status where no route leads to an address; a time-out is 28
    expectation: exitCode(7),
  });
  noneDemo.addInstanceProbe('NoAddress', {
    command: "docker inspect --format '{{range $name, $net := .NetworkSettings.Networks}}{{$name}}={{$net.IPAddress}}{{end}}' {{containerId}}",
    expectation: outputMatches('^none=$'),
  });
  integ.assertions.awsApiCall('ECS', 'describeTaskDefinition', { taskDefinition: noneDemo.taskDefinition.taskDefinitionArn })
    .assertAtPath('taskDefinition.networkMode', ExpectedResult.stringLikeRegexp('^none$'));
}
