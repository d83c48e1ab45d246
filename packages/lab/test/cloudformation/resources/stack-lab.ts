import { CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStackEventsCommand, DescribeStacksCommand, UpdateStackCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { createCloudFormation } from '../../../src/cloudformation/cloudformation';
import { RESPONSE_PATH, responseRoute } from '../../../src/cloudformation/custom-resource/response-route';
import { resourceHandlers } from '../../../src/cloudformation/resources/handlers';
import { autoScalingService, type AutoScalingService } from '../../../src/services/autoscaling/registry';
import { cloudFormationService } from '../../../src/services/cloudformation/registry';
import { cloudWatchService } from '../../../src/services/cloudwatch/registry';
import { ec2Service } from '../../../src/services/ec2/registry';
import { kmsService } from '../../../src/services/kms/registry';
import { secretsManagerService } from '../../../src/services/secretsmanager/registry';
import { discoveryOf, serviceDiscoveryService } from '../../../src/services/servicediscovery/registry';
import { ssmService } from '../../../src/services/ssm/registry';
import { snsService } from '../../../src/services/sns/registry';
import { statesService, type StatesService } from '../../../src/services/states/registry';
import { FakeMachines } from '../../support/fake-machines';
import { until } from '../../support/until';
import { startLambdaLab, type LambdaTestLab } from '../../services/lambda/support';

/** A stack's functions are processes of their own: on a busy machine they take their time. */
const LIMIT_MS = 60_000;

export interface StackLab extends LambdaTestLab {
  readonly machines: FakeMachines;
  readonly cloudFormation: CloudFormationClient;
  /** Creates or updates a stack and waits for its end. */
  deploy(name: string, resources: object, outputs?: object): Promise<Stack>;
  destroy(name: string): Promise<void>;
  /** Outputs by key. */
  outputs(stack: Stack): Record<string, string>;
  /** Reasons of what failed, first first. */
  failures(name: string): Promise<readonly string[]>;
}

/** CloudFormation over everything but ECS, with pretended machines. */
export async function startStackLab(isReleasing: (group: string) => boolean = () => false): Promise<StackLab> {
  const machines = new FakeMachines();
  let autoScaling: AutoScalingService | undefined;
  let states: StatesService | undefined;
  const lambda = await startLambdaLab((core) => {
    const { lab } = core;
    const ec2 = ec2Service({ lab, machines });
    autoScaling = autoScalingService({ lab, instance: ec2.instance });
    ec2.onInstanceChange(autoScaling.instanceChanged);
    states = statesService({ lab });
    const engine = createCloudFormation({ lab, handlers: resourceHandlers(lab, isReleasing) });
    core.gateway.route(RESPONSE_PATH, responseRoute(engine));
    return [ec2.service, autoScaling.service, states.service, kmsService(lab), secretsManagerService(lab), snsService(lab), ssmService(lab, {}),
      cloudWatchService(lab).service, serviceDiscoveryService(discoveryOf(core)), cloudFormationService(engine)];
  });
  const cloudFormation = new CloudFormationClient(lambda.lab.clientOptions);
  const describe = async (StackName: string) => (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  const ended = (name: string) => until(`the end of ${name}`, async () => {
    const stack = await describe(name);
    return stack?.StackStatus?.endsWith('_IN_PROGRESS') ? undefined : stack;
  }, LIMIT_MS);
  const failures = async (StackName: string) => {
    const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
    return StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED')).map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`).reverse();
  };
  return {
    ...lambda, machines, cloudFormation, failures,
    outputs: ({ Outputs = [] }) => Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
    async deploy(StackName, Resources, Outputs = {}) {
      const there = await describe(StackName).catch(() => undefined);
      const request = { StackName, TemplateBody: JSON.stringify({ Resources, Outputs }), Capabilities: ['CAPABILITY_NAMED_IAM' as const], Tags: [{ Key: 'project', Value: 'lab' }] };
      await cloudFormation.send(there ? new UpdateStackCommand(request) : new CreateStackCommand(request));
      const stack = await ended(StackName);
      if (!/^(CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus ?? '')) throw new Error(`${stack.StackStatus}: ${(await failures(StackName)).join('; ')}`);
      return stack;
    },
    async destroy(StackName) {
      const { StackId } = await describe(StackName) ?? {};
      await cloudFormation.send(new DeleteStackCommand({ StackName }));
      const stack = await ended(StackId ?? '');
      if (stack.StackStatus !== 'DELETE_COMPLETE') throw new Error(`${stack.StackStatus}: ${(await failures(StackId ?? '')).join('; ')}`);
    },
    async stop() {
      states?.stop();
      await autoScaling?.stop();
      await lambda.stop();
    },
  };
}
