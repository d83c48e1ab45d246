import { ECS } from '@aws-sdk/client-ecs';
import type { AwsCalls, CauseCalls, CloudFormationCalls, SsmCalls } from './aws-calls';

/** The calls of probes as AWS's own clients make them; those that not every probe needs are loaded when they are. */
export function awsClients(region: string): AwsCalls {
  return { ecs: new ECS({}), cloudFormation: cloudFormationClient(), ssm: ssmClient(), causes: causeClients(region) };
}

function cloudFormationClient(): CloudFormationCalls {
  const client = once(async () => new (await import('@aws-sdk/client-cloudformation')).CloudFormation({}));
  return { describeStacks: async (input) => (await client()).describeStacks(input) };
}

function ssmClient(): SsmCalls {
  const client = once(async () => new (await import('@aws-sdk/client-ssm')).SSM({}));
  return {
    sendCommand: async (input) => (await client()).sendCommand(input),
    getCommandInvocation: async (input) => (await client()).getCommandInvocation(input),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
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
        Filters: [
          { Name: 'vpc-id', Values: [vpcId] },
          { Name: 'service-name', Values: ['com', 'cn.com'].map((domain) => `${domain}.amazonaws.${region}.${service}`) },
        ],
      });
      return endpoints.length > 0;
    },
  };
}
