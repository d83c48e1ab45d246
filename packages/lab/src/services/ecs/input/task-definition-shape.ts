import type {
  ContainerDefinition, DockerVolumeConfiguration, EFSVolumeConfiguration, FSxWindowsFileServerVolumeConfiguration, HealthCheck, LinuxParameters,
  PortMapping, ProxyConfiguration, RegisterTaskDefinitionRequest, S3FilesVolumeConfiguration, Volume,
} from '@aws-sdk/client-ecs';
import { CONSTRAINTS, PAIRS, TAGS } from './common-shapes';
import type { ShapeOf } from './shape';

const SECRETS = [{ name: 'string', valueFrom: 'string' }] as const;

const PORT_MAPPING: ShapeOf<PortMapping> = {
  containerPort: 'integer', hostPort: 'integer', protocol: 'string', name: 'string', appProtocol: 'string', containerPortRange: 'string',
};

const HEALTH_CHECK: ShapeOf<HealthCheck> = {
  command: 'strings', interval: 'integer', timeout: 'integer', retries: 'integer', startPeriod: 'integer',
};

const LINUX_PARAMETERS: ShapeOf<LinuxParameters> = {
  capabilities: { add: 'strings', drop: 'strings' },
  devices: [{ hostPath: 'string', containerPath: 'string', permissions: 'strings' }],
  initProcessEnabled: 'boolean',
  sharedMemorySize: 'integer',
  tmpfs: [{ containerPath: 'string', size: 'integer', mountOptions: 'strings' }],
  maxSwap: 'integer',
  swappiness: 'integer',
};

const CONTAINER: ShapeOf<ContainerDefinition> = {
  name: 'string', image: 'string', repositoryCredentials: { credentialsParameter: 'string' }, cpu: 'integer', memory: 'integer',
  memoryReservation: 'integer', links: 'strings', portMappings: [PORT_MAPPING], essential: 'boolean',
  restartPolicy: { enabled: 'boolean', ignoredExitCodes: 'integers', restartAttemptPeriod: 'integer' },
  entryPoint: 'strings', command: 'strings', environment: PAIRS, environmentFiles: [{ value: 'string', type: 'string' }],
  mountPoints: [{ sourceVolume: 'string', containerPath: 'string', readOnly: 'boolean' }],
  volumesFrom: [{ sourceContainer: 'string', readOnly: 'boolean' }],
  linuxParameters: LINUX_PARAMETERS, secrets: SECRETS, dependsOn: [{ containerName: 'string', condition: 'string' }],
  startTimeout: 'integer', stopTimeout: 'integer', versionConsistency: 'string', hostname: 'string', user: 'string', workingDirectory: 'string',
  disableNetworking: 'boolean', privileged: 'boolean', readonlyRootFilesystem: 'boolean', dnsServers: 'strings', dnsSearchDomains: 'strings',
  extraHosts: [{ hostname: 'string', ipAddress: 'string' }], dockerSecurityOptions: 'strings', interactive: 'boolean', pseudoTerminal: 'boolean',
  dockerLabels: 'text-map', ulimits: [{ name: 'string', softLimit: 'integer', hardLimit: 'integer' }],
  logConfiguration: { logDriver: 'string', options: 'text-map', secretOptions: SECRETS },
  healthCheck: HEALTH_CHECK, systemControls: [{ namespace: 'string', value: 'string' }],
  resourceRequirements: [{ value: 'string', type: 'string', sharingStrategy: 'string' }],
  firelensConfiguration: { type: 'string', options: 'text-map' }, credentialSpecs: 'strings',
};

const DOCKER_VOLUME: ShapeOf<DockerVolumeConfiguration> = {
  scope: 'string', autoprovision: 'boolean', driver: 'string', driverOpts: 'text-map', labels: 'text-map',
};

const EFS_VOLUME: ShapeOf<EFSVolumeConfiguration> = {
  fileSystemId: 'string', rootDirectory: 'string', transitEncryption: 'string', transitEncryptionPort: 'integer',
  authorizationConfig: { accessPointId: 'string', iam: 'string' },
};

const FSX_VOLUME: ShapeOf<FSxWindowsFileServerVolumeConfiguration> = {
  fileSystemId: 'string', rootDirectory: 'string', authorizationConfig: { credentialsParameter: 'string', domain: 'string' },
};

const S3_VOLUME: ShapeOf<S3FilesVolumeConfiguration> = {
  fileSystemArn: 'string', rootDirectory: 'string', transitEncryptionPort: 'integer', accessPointArn: 'string',
};

const VOLUME: ShapeOf<Volume> = {
  name: 'string', host: { sourcePath: 'string' }, dockerVolumeConfiguration: DOCKER_VOLUME, efsVolumeConfiguration: EFS_VOLUME,
  s3filesVolumeConfiguration: S3_VOLUME, fsxWindowsFileServerVolumeConfiguration: FSX_VOLUME, configuredAtLaunch: 'boolean',
};

const PROXY: ShapeOf<ProxyConfiguration> = { type: 'string', containerName: 'string', properties: PAIRS };

export const REGISTER_TASK_DEFINITION: ShapeOf<RegisterTaskDefinitionRequest> = {
  family: 'string', taskRoleArn: 'string', executionRoleArn: 'string', networkMode: 'string', containerDefinitions: [CONTAINER],
  volumes: [VOLUME], placementConstraints: CONSTRAINTS, requiresCompatibilities: 'strings', cpu: 'string', memory: 'string', tags: TAGS,
  pidMode: 'string', ipcMode: 'string', proxyConfiguration: PROXY,
  inferenceAccelerators: [{ deviceName: 'string', deviceType: 'string' }], ephemeralStorage: { sizeInGiB: 'integer' },
  runtimePlatform: { cpuArchitecture: 'string', operatingSystemFamily: 'string' }, enableFaultInjection: 'boolean',
};
