import type { TaskOverride } from '@aws-sdk/client-ecs';
import { unsupported } from './errors';
import type { TaskDefinitionRecord } from './records';

interface Feature {
  readonly name: string;
  readonly cure: string;
  readonly used: (definition: TaskDefinitionRecord, overrides: TaskOverride) => boolean;
}

type Container = TaskDefinitionRecord['containerDefinitions'][number];

const anyContainer = (test: (container: Container) => unknown) =>
  ({ containerDefinitions }: TaskDefinitionRecord) => containerDefinitions.some((container) => Boolean(test(container)));
const filled = (list: readonly unknown[] | undefined) => (list?.length ?? 0) > 0;

/**
 * What can be registered and cannot be run: the one place that decides it. An entry goes away when the agent has learned it; nothing that
 * is not listed here may be ignored by the agent.
 */
const FEATURES: readonly Feature[] = [
  { name: 'pidMode task', cure: 'use pidMode host or leave it out', used: ({ pidMode }) => pidMode === 'task' },
  { name: 'ipcMode task', cure: 'use ipcMode host or none or leave it out', used: ({ ipcMode }) => ipcMode === 'task' },
  { name: 'proxyConfiguration', cure: 'leave it out', used: ({ proxyConfiguration }) => proxyConfiguration !== undefined },
  { name: 'inferenceAccelerators', cure: 'leave it out', used: ({ inferenceAccelerators }) => filled(inferenceAccelerators) },
  { name: 'ephemeralStorage', cure: 'leave it out: it is for Fargate', used: ({ ephemeralStorage }, over) => (ephemeralStorage ?? over.ephemeralStorage) !== undefined },
  {
    name: 'a volume of Amazon EFS, Amazon FSx, S3 Files or configured at launch', cure: 'use a host or Docker volume',
    used: ({ volumes }) => (volumes ?? []).some((volume) => volume.efsVolumeConfiguration ?? volume.fsxWindowsFileServerVolumeConfiguration
      ?? volume.s3filesVolumeConfiguration ?? (volume.configuredAtLaunch === true)),
  },
  {
    name: 'a resource requirement (GPU, inference accelerator)', cure: 'leave it out',
    used: (definition, over) => anyContainer(({ resourceRequirements }) => filled(resourceRequirements))(definition)
      || (over.containerOverrides ?? []).some(({ resourceRequirements }) => filled(resourceRequirements)),
  },
  {
    name: 'FireLens', cure: 'use the log driver awslogs',
    used: anyContainer(({ firelensConfiguration, logConfiguration }) => firelensConfiguration ?? (logConfiguration?.logDriver === 'awsfirelens')),
  },
  {
    name: 'secrets in a log configuration', cure: 'leave secretOptions out',
    used: anyContainer(({ logConfiguration }) => filled(logConfiguration?.secretOptions)),
  },
  { name: 'secrets', cure: 'use environment', used: anyContainer(({ secrets }) => filled(secrets)) },
  {
    name: 'environmentFiles', cure: 'use environment',
    used: (definition, over) => anyContainer(({ environmentFiles }) => filled(environmentFiles))(definition)
      || (over.containerOverrides ?? []).some(({ environmentFiles }) => filled(environmentFiles)),
  },
  { name: 'credentialSpecs', cure: 'leave them out', used: anyContainer(({ credentialSpecs }) => filled(credentialSpecs)) },
  { name: 'repositoryCredentials', cure: 'use an image that needs none', used: anyContainer(({ repositoryCredentials }) => repositoryCredentials) },
  { name: 'restartPolicy', cure: 'leave it out', used: anyContainer(({ restartPolicy }) => restartPolicy?.enabled) },
  { name: 'enableFaultInjection', cure: 'leave it out', used: ({ enableFaultInjection }) => enableFaultInjection === true },
  {
    name: 'an operating system other than Linux', cure: 'use operatingSystemFamily LINUX',
    used: ({ runtimePlatform }) => (runtimePlatform?.operatingSystemFamily ?? 'LINUX') !== 'LINUX',
  },
  { name: 'disableNetworking', cure: 'use networkMode none', used: anyContainer(({ disableNetworking }) => disableNetworking) },
];

/** Throws for the first thing in the task that this lab cannot run. */
export function refuseUnsupported(definition: TaskDefinitionRecord, overrides: TaskOverride = {}): void {
  const feature = FEATURES.find(({ used }) => used(definition, overrides));
  if (feature !== undefined) {
    throw unsupported(`The task definition ${definition.family}:${definition.revision} uses ${feature.name}, which this lab cannot run yet; ${feature.cure}.`);
  }
}
