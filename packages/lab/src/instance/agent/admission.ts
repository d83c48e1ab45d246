import { createHash } from 'node:crypto';
import type { RegisterContainerInstanceCommandOutput } from '@aws-sdk/client-ecs';
import type Dockerode from 'dockerode';
import { AwsError } from '../../gateway/aws-error';
import { rolePrincipal } from '../../iam/principals';
import type { AgentInstance } from './instance-record';
import type { AgentsOptions } from './options';
import { registration } from './registration';
import { AGENT_NAME } from './relay/agent-container';
import type { AgentSettings } from './settings';

/** Registers the instance in its cluster with its own role; answers what it is known by there. */
export async function register(
  options: AgentsOptions, docker: Dockerode, { spec, containerInstanceArn }: AgentInstance, settings: AgentSettings, taskCgroups: boolean,
): Promise<Required<Pick<AgentInstance, 'containerInstanceArn' | 'agentHash'>>> {
  const { lab } = options;
  const [version, agent] = await Promise.all([docker.version(), docker.getContainer(AGENT_NAME).inspect()]);
  const principal = rolePrincipal(spec.roleArn ?? '', spec.instanceId);
  const agentHash = createHash('sha256').update(agent.Image).digest('hex').slice(0, 8);
  const input = registration({
    spec, settings, containerInstanceArn, region: lab.region, accountId: lab.accountId,
    engine: { version: version.Version, architecture: version.Arch, taskCgroups },
    agentHash,
  });
  const send = () => lab.invoke<RegisterContainerInstanceCommandOutput>('ecs', 'RegisterContainerInstance', input, principal);
  const output = await send().catch(async (error: unknown) => {
    if (settings.clusterIsNamed || !(error instanceof AwsError) || error.code !== 'ClusterNotFoundException') {
      throw error;
    }
    await lab.invoke('ecs', 'CreateCluster', { clusterName: settings.cluster }, principal);
    return send();
  });
  const arn = output.containerInstance?.containerInstanceArn;
  if (arn === undefined) {
    throw new Error('RegisterContainerInstance answered without an ARN');
  }
  return { containerInstanceArn: arn, agentHash };
}
