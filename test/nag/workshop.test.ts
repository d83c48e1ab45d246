import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledgeFindings } from '../../examples/workshop/acknowledgements';
import { NetworkModesWorkshop } from '../../src';

/** Names of the AwsSolutions rules that the workshop violates. */
function violations(acknowledge: boolean): string[] {
  const app = new App();
  const stack = new Stack(app, 'Test');
  const workshop = new NetworkModesWorkshop(stack, 'Workshop');
  if (acknowledge) {
    acknowledgeFindings(workshop);
  }
  return new AwsSolutionsChecks(app).validateScope(stack).violations.map(({ ruleName }) => ruleName).sort();
}

test('every finding of AwsSolutions is acknowledged with a reason', () => {
  expect(violations(true)).toEqual([]);
});

test('nothing is acknowledged that is not found', () => {
  expect(violations(false)).toEqual(['AwsSolutions-AS3', 'AwsSolutions-ECS4', 'AwsSolutions-IAM5[Resource::*]', 'AwsSolutions-VPC7']);
});
