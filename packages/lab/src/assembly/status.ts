import type { CloudFormation } from '../cloudformation/cloudformation';
import type { EcsTables } from '../ecs/tables';
import type { InstanceRecord } from '../services/ec2/model';

/** What `ecs-lab status` shows. */
export interface LabStatus {
  readonly stacks: readonly { readonly name: string; readonly status: string }[];
  readonly instances: readonly {
    readonly instanceId: string;
    readonly privateIpAddress: string;
    readonly state: string;
    /** Empty before the instance has joined one. */
    readonly cluster: string;
    /** How many tasks run on it. */
    readonly tasks: number;
  }[];
  /** What is not as its name says. */
  readonly notes: readonly string[];
}

interface StatusSources {
  readonly cloudFormation: Pick<CloudFormation, 'stacks'>;
  readonly ecs: EcsTables;
  readonly instances: readonly InstanceRecord[];
}

const NOTES = [
  'amazon/amazon-ecs-agent:latest on the instances is the lab\'s own agent container, not Amazon\'s',
  'instances are containers of this machine\'s Docker engine, made from Debian packages',
];

export function statusOf({ cloudFormation, ecs, instances }: StatusSources): LabStatus {
  const joined = new Map(ecs.containerInstances.list().filter(({ status }) => status !== 'INACTIVE').map((one) => [one.ec2InstanceId, one]));
  const living = instances.filter(({ state }) => state !== 'terminated');
  return {
    stacks: cloudFormation.stacks.list().filter(({ deletedAt }) => deletedAt === undefined).map(({ name, status }) => ({ name, status })),
    instances: living.map(({ instanceId, privateIpAddress, state }) => {
      const container = joined.get(instanceId);
      return {
        instanceId, privateIpAddress, state,
        cluster: container?.clusterArn.split('/').at(-1) ?? '',
        tasks: ecs.tasks.list().filter((task) => task.containerInstanceArn === container?.containerInstanceArn && container !== undefined && task.lastStatus === 'RUNNING').length,
      };
    }),
    notes: living.length === 0 ? [] : NOTES,
  };
}
