import type { RegisterContainerInstanceCommandInput } from '@aws-sdk/client-ecs';
import type { InstanceSpec } from '../fleet';
import { instanceAttributes, type EngineFacts } from './capabilities';
import type { AgentSettings } from './settings';

/** Version of the AWS agent whose behaviour the lab follows. */
export const AGENT_VERSION = '1.105.1';

export interface RegistrationInput {
  readonly spec: InstanceSpec;
  readonly settings: AgentSettings;
  readonly engine: EngineFacts & { readonly version: string };
  readonly region: string;
  readonly accountId: string;
  /** Eight hex digits: the build of the agent. */
  readonly agentHash: string;
  /** ARN under which the instance is registered already. */
  readonly containerInstanceArn?: string;
}

/** What the agent of an instance tells ECS about it. */
export function registration(input: RegistrationInput): RegisterContainerInstanceCommandInput {
  const { spec, settings, engine } = input;
  const integer = (name: string, integerValue: number) => ({ name, type: 'INTEGER', integerValue, longValue: 0, doubleValue: 0 });
  const strings = (name: string, ports: readonly number[]) =>
    ({ name, type: 'STRINGSET', integerValue: 0, longValue: 0, doubleValue: 0, stringSetValue: ports.map(String) });
  return {
    cluster: settings.cluster,
    containerInstanceArn: input.containerInstanceArn,
    instanceIdentityDocument: JSON.stringify({
      accountId: input.accountId,
      region: input.region,
      availabilityZone: spec.availabilityZone,
      instanceId: spec.instanceId,
      instanceType: spec.instanceType,
      imageId: spec.imageId,
      privateIp: spec.privateIpAddress,
      architecture: engine.architecture === 'arm64' ? 'arm64' : 'x86_64',
      version: '2017-09-30',
    }),
    totalResources: [
      integer('CPU', spec.vcpus * 1024),
      integer('MEMORY', Math.max(0, spec.memoryMiB - settings.reservedMemory)),
      strings('PORTS', settings.reservedPorts),
      strings('PORTS_UDP', settings.reservedPortsUdp),
    ],
    versionInfo: { agentVersion: AGENT_VERSION, agentHash: input.agentHash, dockerVersion: `DockerVersion: ${engine.version}` },
    attributes: instanceAttributes(spec, settings, engine),
    tags: Object.entries(settings.tags).map(([key, value]) => ({ key, value })),
  };
}
