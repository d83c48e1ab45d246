const CAPABILITY = 'com.amazonaws.ecs.capability.';

/** What the lab's agents register with: a task that needs another capability finds no place. */
export const AGENT_CAPABILITIES: readonly string[] = [
  `${CAPABILITY}privileged-container`,
  ...['17', '18', '19', '20', '21', '22', '23', '24', '25', '28', '29', '30', '32'].map((minor) => `${CAPABILITY}docker-remote-api.1.${minor}`),
  ...['json-file', 'awslogs', 'none'].map((driver) => `${CAPABILITY}logging-driver.${driver}`),
  `${CAPABILITY}ecr-auth`,
  `${CAPABILITY}task-iam-role`,
  `${CAPABILITY}task-iam-role-network-host`,
  'ecs.capability.execution-role-ecr-pull',
  'ecs.capability.execution-role-awslogs',
  'ecs.capability.container-health-check',
  'ecs.capability.container-ordering',
  'ecs.capability.pid-ipc-namespace-sharing',
  'ecs.capability.docker-plugin.local',
  'ecs.capability.execute-command',
  'ecs.capability.secrets.ssm.environment-variables',
  'ecs.capability.secrets.asm.environment-variables',
  'ecs.capability.env-files.s3',
  'ecs.capability.container-restart-policy',
  'ecs.capability.task-eni',
];
