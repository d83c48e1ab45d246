import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { ECS } from '@aws-sdk/client-ecs';
import type { AwsCalls, CauseCalls, SsmCalls } from './aws-calls';

/** The calls of probes as AWS's own clients make them; those that few probes need are loaded when they are. */
export function awsClients(region: string): AwsCalls {
  return { ecs: new ECS({}), cloudFormation: new CloudFormation({}), ssm: ssmClient(), causes: causeClients(region) };
}

function ssmClient(): SsmCalls {
  const client = (async () => new (await import('@aws-sdk/client-ssm')).SSM({}));
  let made: ReturnType<typeof client> | undefined;
  const ssm = (): ReturnType<typeof client> => made ??= client();
  return {
    sendCommand: async (input) => (await ssm()).sendCommand(input),
    getCommandInvocation: async (input) => (await ssm()).getCommandInvocation(input),
  };
}

function causeClients(region: string): CauseCalls {
  return {
    async denied(roleArn, actions) {
      const { IAM } = await import('@aws-sdk/client-iam');
      const { EvaluationResults: results = [] } = await new IAM({}).simulatePrincipalPolicy({ PolicySourceArn: roleArn, ActionNames: [...actions] });
      return results.filter(({ EvalDecision: decision }) => decision !== 'allowed').map(({ EvalActionName: action }) => action ?? '');
    },
    async hasEndpoint(vpcId, service) {
      const { EC2 } = await import('@aws-sdk/client-ec2');
      const { VpcEndpoints: endpoints = [] } = await new EC2({}).describeVpcEndpoints({
        Filters: [{ Name: 'vpc-id', Values: [vpcId] }, { Name: 'service-name', Values: ['', 'cn.'].map((partition) => `${partition}com.amazonaws.${region}.${service}`) }],
      });
      return endpoints.length > 0;
    },
  };
}
