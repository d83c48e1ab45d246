import type { TaskOverride } from '@aws-sdk/client-ecs';
import { unsupported } from './errors';
import type { TaskDefinitionRecord } from './records';

interface Feature {
  readonly name: string;
  readonly cure: string;
  readonly used: (definition: TaskDefinitionRecord, overrides: TaskOverride) => boolean;
}

type Container = TaskDefinitionRecord['containerDefinitions'][number];

const ARCHITECTURE = process.arch === 'arm64' ? 'ARM64' : 'X86_64';

const anyContainer = (test: (container: Container) => unknown) =>
  ({ containerDefinitions }: TaskDefinitionRecord) => containerDefinitions.some((container) => Boolean(test(container)));
const filled = (list: readonly unknown[] | undefined) => (list?.length ?? 0) > 0;

/**
 * What can be registered and cannot be run: the one place that decides it. An entry goes away when the agent has learned it; nothing that
 * is not listed here may be ignored by the agent.
 */
const FEATURES: readonly Feature[] = [
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
  { name: 'credentialSpecs', cure: 'leave them out', used: anyContainer(({ credentialSpecs }) => filled(credentialSpecs)) },
  { name: 'repositoryCredentials', cure: 'use an image that needs none', used: anyContainer(({ repositoryCredentials }) => repositoryCredentials) },
  { name: 'enableFaultInjection', cure: 'leave it out', used: ({ enableFaultInjection }) => enableFaultInjection === true },
  {
    name: 'an operating system other than Linux', cure: 'use operatingSystemFamily LINUX',
    used: ({ runtimePlatform }) => (runtimePlatform?.operatingSystemFamily ?? 'LINUX') !== 'LINUX',
  },
  {
    name: 'versionConsistency enabled', cure: 'use disabled or leave it out: a task runs what its tag names when it starts',
    used: anyContainer(({ versionConsistency }) => versionConsistency === 'enabled'),
  },
  {
    name: `a cpuArchitecture other than ${ARCHITECTURE}, this machine's`, cure: `use ${ARCHITECTURE} or leave it out`,
    used: ({ runtimePlatform }) => (runtimePlatform?.cpuArchitecture ?? ARCHITECTURE) !== ARCHITECTURE,
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
