import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CfnResource, Fn, type Stack } from 'aws-cdk-lib/core';
import type { DeployLab } from './support';

// its physical id is its Name; it fails where it is told to, or once its Name was "stuck", and takes its time
const HANDLER = `const response = require('cfn-response');
exports.handler = (event, context) => {
  const { Name, Fail, Seconds } = event.ResourceProperties;
  console.log('asked:', event.RequestType, event.PhysicalResourceId || '-', '->', Name);
  const failed = event.RequestType !== 'Delete' && (Fail === 'true' || event.OldResourceProperties?.Name === 'stuck');
  const id = event.RequestType === 'Delete' ? event.PhysicalResourceId : Name;
  const answer = () => response.send(event, context, failed ? 'FAILED' : 'SUCCESS', { Name }, id);
  setTimeout(answer, event.RequestType === 'Create' ? Number(Seconds || 0) * 1000 : 0);
};`;

/** The Lambda function behind a stack's custom resources. */
export function provider(stack: Stack): CfnResource {
  const role = new CfnResource(stack, 'ProviderRole', {
    type: 'AWS::IAM::Role',
    properties: {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    },
  });
  return new CfnResource(stack, 'Provider', {
    type: 'AWS::Lambda::Function',
    properties: {
      FunctionName: `${stack.stackName}-provider`, Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 60, Role: Fn.getAtt(role.logicalId, 'Arn'),
      Code: { ZipFile: HANDLER },
    },
  });
}

/** A custom resource of that function. */
export function custom(stack: Stack, id: string, properties: Readonly<Record<'Name', string> & { Fail?: boolean; Seconds?: number }>): CfnResource {
  return new CfnResource(stack, id, { type: 'Custom::Thing', properties: { ServiceToken: Fn.getAtt('Provider', 'Arn'), ...properties } });
}

/** What the function of a stack was asked for, first first: `Create - -> name`, `Update old -> new`, `Delete name -> name`. */
export async function asked(lab: DeployLab, stackName: string): Promise<readonly string[]> {
  const logs = new CloudWatchLogsClient(lab.lab.clientOptions);
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${stackName}-provider`, filterPattern: 'asked' }));
  logs.destroy();
  return events.map(({ message = '' }) => message.trim().replace(/^.*asked: /s, ''));
}
