import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RegisterTaskDefinitionRequest, TaskDefinition, TaskOverride } from '@aws-sdk/client-ecs';
import { demandOf } from '../../../src/ecs/placement/demand';
import type { TaskDefinitionRecord } from '../../../src/ecs/records';
import { registration } from '../../../src/ecs/task-definition/register';
import { refuseUnsupported } from '../../../src/ecs/unsupported';
import { AwsError } from '../../../src/gateway/aws-error';
import { containerPlan } from '../../../src/instance/agent/plan/container-plan';
import { taskCgroup } from '../../../src/instance/agent/plan/task-cgroup';
import { taskVolumes } from '../../../src/instance/agent/plan/volumes';
import { newTask } from '../../../src/instance/agent/task/agent-task';
import { isRestarted } from '../../../src/instance/agent/task/restart';
import { stepsOf } from '../../../src/instance/agent/task/steps';
import { checkInput, isList, type Kind } from '../../../src/services/ecs/input/shape';
import { REGISTER_TASK_DEFINITION } from '../../../src/services/ecs/input/task-definition-shape';
import { RUN_TASK, START_TASK } from '../../../src/services/ecs/input/task-shape';
import { CREATE_SERVICE, UPDATE_SERVICE } from '../../../src/services/ecs/input/service-shape';

/** Paths of everything that an input can hold, lists as `[]`; what is refused as a whole is one path. */
function paths(kind: Kind, path: string): readonly (readonly [path: string, kind: string])[] {
  if (typeof kind === 'string') {
    return [[path, kind]];
  }
  const [shape, own] = isList(kind) ? [kind[0], `${path}[]`] : [kind as Readonly<Record<string, Kind>>, path];
  return Object.entries(shape).flatMap(([member, inner]) => paths(inner, own === '' ? member : `${own}.${member}`));
}

/** A structure with one value at a path. */
function at(path: string, value: unknown): Record<string, unknown> {
  const [head = '', ...rest] = path.split('.');
  const name = head.replace('[]', '');
  const inner = rest.length === 0 ? value : at(rest.join('.'), value);
  return { [name]: head.endsWith('[]') ? [inner] : inner };
}

const merge = (base: unknown, over: unknown): unknown => {
  if (Array.isArray(base) && Array.isArray(over) && typeof over[0] === 'object') {
    return [merge(base[0], over[0]), ...base.slice(1) as unknown[]];
  }
  return typeof base === 'object' && base !== null && typeof over === 'object' && over !== null && !Array.isArray(over)
    ? Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [key, key in over
      ? merge((base as Record<string, unknown>)[key], (over as Record<string, unknown>)[key]) : (base as Record<string, unknown>)[key]]))
    : over;
};

/** A definition that everything is added to, one thing at a time. */
const BASE = {
  family: 'demo', networkMode: 'bridge', executionRoleArn: 'arn:aws:iam::123456789012:role/e',
  volumes: [{ name: 'v' }, { name: 'w' }], tags: [{ key: 't', value: 'v' }],
  placementConstraints: [{ type: 'memberOf', expression: 'agentConnected == true' }],
  containerDefinitions: [
    {
      name: 'a', image: 'i', memory: 64, stopTimeout: 5, portMappings: [{ containerPort: 80, hostPort: 80 }], healthCheck: { command: ['CMD', 'x'] },
      mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }], environment: [{ name: 'N', value: 'v' }], ulimits: [{ name: 'core', softLimit: 1, hardLimit: 2 }],
      volumesFrom: [{ sourceContainer: 'b' }], dependsOn: [{ containerName: 'b', condition: 'START' }], extraHosts: [{ hostname: 'h', ipAddress: '10.0.0.1' }],
      linuxParameters: { devices: [{ hostPath: '/dev/null' }], tmpfs: [{ containerPath: '/t', size: 1 }] }, systemControls: [{ namespace: 'net.x', value: '1' }],
      logConfiguration: { logDriver: 'syslog', options: {}, secretOptions: [{ name: 'o', valueFrom: 'p' }] }, secrets: [{ name: 'S', valueFrom: 'p' }],
      environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::b/k.env' }], restartPolicy: { enabled: true },
    },
    { name: 'b', image: 'i', memory: 64, essential: false },
    { name: 'c', image: 'i', memory: 64 },
  ],
} as unknown as RegisterTaskDefinitionRequest;

const BASE_VOLUME = { dockerVolumeConfiguration: { scope: 'shared', autoprovision: true } };

/** A sample for each member: what it is changed to, and the definition that it is changed in where the usual one does not do. */
const C = 'containerDefinitions[].';
const SAMPLES: Readonly<Record<string, unknown>> = {
  'family': 'other', 'taskRoleArn': 'r', 'executionRoleArn': 'r', 'networkMode': 'host', 'cpu': '512', 'memory': '512', 'pidMode': 'task', 'ipcMode': 'task',
  'requiresCompatibilities': ['EC2'], 'tags[].key': 'k', 'tags[].value': 'x', 'placementConstraints[].type': 'distinctInstance',
  'placementConstraints[].expression': 'agentConnected == false',
  'proxyConfiguration.type': 'APPMESH', 'proxyConfiguration.containerName': 'a', 'proxyConfiguration.properties[].name': 'n', 'proxyConfiguration.properties[].value': 'n',
  'inferenceAccelerators[].deviceName': 'd', 'inferenceAccelerators[].deviceType': 't', 'ephemeralStorage.sizeInGiB': 21, 'enableFaultInjection': true,
  'runtimePlatform.cpuArchitecture': process.arch === 'arm64' ? 'X86_64' : 'ARM64', 'runtimePlatform.operatingSystemFamily': 'WINDOWS_SERVER_2022_CORE',
  'volumes[].name': 'no name', 'volumes[].host.sourcePath': '/etc', 'volumes[].configuredAtLaunch': true,
  'volumes[].dockerVolumeConfiguration.scope': 'task', 'volumes[].dockerVolumeConfiguration.autoprovision': false,
  'volumes[].dockerVolumeConfiguration.driver': 'local', 'volumes[].dockerVolumeConfiguration.driverOpts': { type: 'tmpfs' },
  'volumes[].dockerVolumeConfiguration.labels': { l: '1' },
  [`${C}name`]: 'other', [`${C}image`]: 'j', [`${C}cpu`]: 10, [`${C}memory`]: 65, [`${C}memoryReservation`]: 32, [`${C}links`]: ['b'],
  [`${C}portMappings[].containerPort`]: 81, [`${C}portMappings[].hostPort`]: 8081, [`${C}portMappings[].protocol`]: 'udp',
  [`${C}portMappings[].containerPortRange`]: '80-90', [`${C}essential`]: false, [`${C}entryPoint`]: ['e'], [`${C}command`]: ['c'],
  [`${C}environment[].name`]: 'M', [`${C}environment[].value`]: 'w', [`${C}mountPoints[].sourceVolume`]: 'w', [`${C}mountPoints[].containerPath`]: '/w',
  [`${C}mountPoints[].readOnly`]: true, [`${C}volumesFrom[].sourceContainer`]: 'c', [`${C}volumesFrom[].readOnly`]: true,
  [`${C}linuxParameters.capabilities.add`]: ['NET_ADMIN'], [`${C}linuxParameters.capabilities.drop`]: ['CHOWN'],
  [`${C}linuxParameters.devices[].hostPath`]: '/dev/zero', [`${C}linuxParameters.devices[].containerPath`]: '/dev/x',
  [`${C}linuxParameters.devices[].permissions`]: ['read'], [`${C}linuxParameters.initProcessEnabled`]: true, [`${C}linuxParameters.sharedMemorySize`]: 8,
  [`${C}linuxParameters.tmpfs[].containerPath`]: '/u', [`${C}linuxParameters.tmpfs[].size`]: 2, [`${C}linuxParameters.tmpfs[].mountOptions`]: ['ro'],
  [`${C}linuxParameters.maxSwap`]: 16, [`${C}linuxParameters.swappiness`]: 10,
  [`${C}dependsOn[].condition`]: 'SUCCESS', [`${C}stopTimeout`]: 6, [`${C}hostname`]: 'h', [`${C}user`]: '1', [`${C}workingDirectory`]: '/w',
  [`${C}disableNetworking`]: true, [`${C}privileged`]: true, [`${C}readonlyRootFilesystem`]: true, [`${C}dnsServers`]: ['10.0.0.2'],
  [`${C}dnsSearchDomains`]: ['d'], [`${C}extraHosts[].hostname`]: 'g', [`${C}extraHosts[].ipAddress`]: '10.0.0.2',
  [`${C}dockerSecurityOptions`]: ['no-new-privileges'], [`${C}interactive`]: true, [`${C}pseudoTerminal`]: true, [`${C}dockerLabels`]: { l: '1' },
  [`${C}ulimits[].name`]: 'nofile', [`${C}ulimits[].softLimit`]: 2, [`${C}ulimits[].hardLimit`]: 3,
  [`${C}logConfiguration.logDriver`]: 'json-file', [`${C}logConfiguration.options`]: { tag: 't' },
  [`${C}healthCheck.command`]: ['CMD', 'y'], [`${C}healthCheck.interval`]: 31, [`${C}healthCheck.timeout`]: 6, [`${C}healthCheck.retries`]: 4,
  [`${C}healthCheck.startPeriod`]: 1, [`${C}systemControls[].namespace`]: 'net.y', [`${C}systemControls[].value`]: '2',
  [`${C}restartPolicy.enabled`]: false, [`${C}restartPolicy.ignoredExitCodes`]: [1], [`${C}restartPolicy.restartAttemptPeriod`]: 1000,
  [`${C}resourceRequirements[].type`]: 'GPU', [`${C}resourceRequirements[].value`]: '1', [`${C}resourceRequirements[].sharingStrategy`]: 'x',
  [`${C}repositoryCredentials.credentialsParameter`]: 'p', [`${C}firelensConfiguration.type`]: 'fluentbit', [`${C}firelensConfiguration.options`]: { a: 'b' },
  [`${C}credentialSpecs`]: ['x'], [`${C}versionConsistency`]: 'enabled',
};

/** Members that have no trace in what is compared here, each with the test that shows what they do, or why they do nothing alone. */
const SHOWN_ELSEWHERE: Readonly<Record<string, string>> = {
  [`${C}secrets[].name`]: 'test/instance/agent/resources.test.ts', [`${C}secrets[].valueFrom`]: 'test/instance/agent/resources.test.ts',
  [`${C}logConfiguration.secretOptions[].name`]: 'test/instance/agent/plan/container-plan.test.ts',
  [`${C}logConfiguration.secretOptions[].valueFrom`]: 'test/instance/agent/resources.test.ts',
  [`${C}environmentFiles[].value`]: 'test/instance/agent/resources.test.ts', [`${C}environmentFiles[].type`]: 'register-task-definition.test.ts',
  [`${C}startTimeout`]: 'test/instance/agent/container-settings.test.ts', [`${C}dependsOn[].containerName`]: 'test/instance/agent/task/life-cycle.test.ts',
  [`${C}portMappings[].name`]: 'a name for Service Connect, which CreateService refuses', [`${C}portMappings[].appProtocol`]: 'for Service Connect, which CreateService refuses',
};

/** Kinds of volumes that are refused whatever they say. */
const FOREIGN = /^volumes\[\]\.(efs|s3files|fsxWindowsFileServer)\w+\./;

/** Paths of what is refused, with what is said of it. */
const REFUSED: readonly (readonly [path: RegExp, text: RegExp])[] = [
  [FOREIGN, /EFS, Amazon FSx, S3 Files or configured at launch, which this lab cannot run yet; use a host or Docker volume/],
  [/configuredAtLaunch/, /configured at launch/], [/^volumes\[\]\.name/, /^Unknown volume 'v'/], [/placementConstraints\[\]\.type/, /allowed is memberOf/],
  [/credentialSpecs/, /credentialSpecs/], [/disableNetworking/, /use networkMode none/], [/firelens/, /FireLens.*awslogs/],
  [/repositoryCredentials/, /repositoryCredentials/], [/resourceRequirements/, /GPU/],
  [/versionConsistency/, /use disabled/], [/enableFaultInjection/, /enableFaultInjection/], [/ephemeralStorage/, /for Fargate/],
  [/inferenceAccelerators/, /inferenceAccelerators/], [/proxyConfiguration/, /proxyConfiguration/], [/cpuArchitecture/, /this machine's/],
  [/operatingSystemFamily/, /use operatingSystemFamily LINUX/],
];

const record = (definition: RegisterTaskDefinitionRequest): TaskDefinitionRecord => ({
  ...registration(definition, '123456789012'), taskDefinitionArn: 'arn', revision: 1, registeredAt: 0,
});

/** All that a definition makes of an instance's containers and of the scheduler's decisions. */
function outcome(definition: RegisterTaskDefinitionRequest): unknown {
  const kept = record(definition);
  refuseUnsupported(kept);
  const taskDefinition = kept as unknown as TaskDefinition;
  const payload = { task: { taskArn: 'task/0', clusterArn: 'c/c', tags: [...kept.tags] }, taskDefinition };
  const ids = { uuid: () => 'u', bytes: () => Buffer.alloc(10) };
  const task = newTask('i', payload, ids);
  const containers = kept.containerDefinitions.map(({ name }) => containerPlan(payload, name, {
    region: 'us-east-1', dockerNames: { a: 'da', b: 'db', other: 'do' }, endpointId: 'e', credentialsId: task.credentialsId, imageEnvironment: [],
    executionCredentialsId: task.executionCredentialsId, namespaces: 'n',
  }));
  const live = { ...task, containers: task.containers.map((one) => ({ ...one, phase: 'RUNNING' as const, startedAt: 0 })) };
  return JSON.parse(JSON.stringify({
    containers, volumes: taskVolumes(taskDefinition, '0'), cgroup: taskCgroup(payload, '1'), demand: demandOf(kept, {}), sharing: task.sharing,
    essential: task.containers.map(({ essential }) => essential), waits: stepsOf({ ...live, containers: live.containers.map((one) => (
      { ...one, phase: one.name === 'b' ? 'RUNNING' as const : 'WAITING' as const })) }, 30),
    stops: stepsOf({ ...live, desired: 'STOPPED', containers: live.containers.map((one) => (one.name === 'b' ? { ...one, phase: 'STOPPED' as const } : one)) }, 30),
    restarts: [0, 1].map((code) => isRestarted(live, 'a', code, 400_000)), roles: [kept.taskRoleArn, kept.executionRoleArn],
    constraints: kept.placementConstraints, tags: kept.tags, compatible: kept.requiresCompatibilities,
  })) as unknown;
}

const refusal = (run: () => unknown): AwsError | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) {
      return error;
    }
    throw error;
  }
};

describe('every member that a task can be described with', () => {
  for (const [path, kind] of paths(REGISTER_TASK_DEFINITION, '')) {
    if (SHOWN_ELSEWHERE[path] !== undefined) {
      continue;
    }
    it(`${path} changes what runs or is refused`, () => {
      const foreign = FOREIGN.test(path);
      const expected = REFUSED.find(([paths]) => paths.test(path))?.[1];
      const sample = SAMPLES[path] ?? (foreign ? { 'string': 'x', 'integer': 1, 'text-map': { a: 'b' }, 'strings': ['x'] }[kind] : undefined);
      assert.notEqual(sample, undefined, `give ${path} a sample here: it must not be ignored silently`);
      const isDocker = path.startsWith('volumes[].dockerVolume');
      const base = (isDocker ? merge(BASE, { volumes: [BASE_VOLUME] }) : BASE) as RegisterTaskDefinitionRequest;
      const bare = path.includes('containerPortRange') ? merge(base, { containerDefinitions: [{ portMappings: [{ containerPort: undefined, hostPort: undefined }] }] }) : base;
      const changed = merge(bare, at(path, sample)) as RegisterTaskDefinitionRequest;
      const refused = refusal(() => {
        checkInput('RegisterTaskDefinition', REGISTER_TASK_DEFINITION, changed);
        return outcome(changed);
      });
      if (expected !== undefined) {
        assert.match(refused?.message ?? '', expected);
        return;
      }
      assert.equal(refused, undefined);
      assert.notDeepEqual(outcome(changed), outcome(base));
    });
  }

  it('is said to be shown elsewhere only where the shape has it', () => {
    const known = paths(REGISTER_TASK_DEFINITION, '').map(([path]) => path);
    assert.deepEqual([...Object.keys(SHOWN_ELSEWHERE), ...Object.keys(SAMPLES)].filter((path) => !known.includes(path)), []);
  });

  const inputs = { RunTask: RUN_TASK, StartTask: START_TASK, CreateService: CREATE_SERVICE, UpdateService: UPDATE_SERVICE };
  for (const [operation, shape] of Object.entries(inputs)) {
    it(`${operation} refuses what it does not do, by its place`, () => {
      const unsupported = paths(shape, '').filter(([, kind]) => kind === 'unsupported').map(([path]) => path);
      assert.ok(unsupported.length > 0);
      for (const path of unsupported) {
        const place = path.replaceAll('[]', '[0]');
        assert.throws(() => checkInput(operation, shape, at(path, [{ x: 'something' }])), (error: AwsError) =>
          error.code === 'UnsupportedFeatureException' && error.message.includes(place), path);
      }
      assert.throws(() => checkInput(operation, shape, { notThere: 1 }), { name: 'InvalidParameterException', message: /does not know notThere/ });
    });
  }

  it('has its overrides refused where they are for something that the lab does not do', () => {
    const definition = record(BASE);
    const overrides: readonly TaskOverride[] = [
      { ephemeralStorage: { sizeInGiB: 30 } }, { containerOverrides: [{ name: 'a', resourceRequirements: [{ type: 'GPU', value: '1' }] }] }];
    for (const override of overrides) {
      assert.throws(() => refuseUnsupported(definition, override), { name: 'UnsupportedFeatureException' });
    }
  });
});

