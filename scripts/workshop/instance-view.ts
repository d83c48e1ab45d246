import type { Terminal } from './terminal';
import type { Walk } from './walk';
import { commands } from './walk';

/** The page's own way to a root shell on the instance. */
export async function openInstance(walk: Walk, instanceId: string): Promise<Terminal> {
  const terminal = await walk.aws.startSession(instanceId);
  await terminal.enter('sudo -i');
  return terminal;
}

export const instanceCommands = [
  'CONT_INST_ID=$(aws ecs list-container-instances --cluster ${ClusterName} --query \'containerInstanceArns[]\' --output text)',
  'EC2_INST_ID=$(aws ecs describe-container-instances --cluster ${ClusterName} --container-instances ${CONT_INST_ID} '
    + '--query \'containerInstances[0].ec2InstanceId\' --output text)',
  commands.session,
].join('\n');

/** A row of `docker ps`. */
export interface DockerRow {
  readonly image: string;
  readonly command: string;
  readonly ports: string;
  readonly name: string;
  readonly status: string;
}

/** Reads the rows of `docker ps --format` with tabs between the columns. */
export function parseDockerRows(output: string): readonly DockerRow[] {
  return output.split('\n').filter((line) => line.includes('\t')).map((line) => {
    const [image = '', command = '', status = '', ports = '', name = ''] = line.split('\t');
    return { image, command, status, ports, name };
  });
}

export const dockerRowsCommand = 'docker ps --no-trunc --format \'{{.Image}}\\t{{.Command}}\\t{{.Status}}\\t{{.Ports}}\\t{{.Names}}\'';

/** The container's name as the agent makes it. */
export function namePattern(family: string, container: string): RegExp {
  return new RegExp(`^ecs-${family}-\\d+-${container}-[0-9a-f]{18}0[01]$`);
}

/** Checks the rows that both pages show: the task's container with no ports, and the agent. */
export async function checkDockerRows(walk: Walk, page: 'host mode' | 'none mode', terminal: Terminal, family: string, container: string,
  image: RegExp): Promise<void> {
  const table = await terminal.type('docker ps');
  const rows = parseDockerRows(await terminal.type(dockerRowsCommand));
  const task = rows.find(({ name }) => namePattern(family, container).test(name));
  const agent = rows.find(({ name }) => name === 'ecs-agent');
  walk.observations.check(page, 'docker ps', `${family}'s container ecs-${family}-…-${container}-…, empty PORTS`, table,
    task !== undefined && image.test(task.image) && task.ports === '');
  walk.observations.check(page, 'docker ps | grep ecs-agent', 'amazon/amazon-ecs-agent:latest   "/agent"   Up … (healthy)   ecs-agent',
    table.split('\n').find((line) => line.endsWith('ecs-agent')) ?? table,
    agent !== undefined && agent.image === 'amazon/amazon-ecs-agent:latest' && agent.command === '"/agent"' && agent.status.includes('(healthy)'));
}

/** Checks that docker knows one network of that name, with no address. */
export async function checkDockerNetwork(walk: Walk, page: 'host mode' | 'none mode', terminal: Terminal, network: 'host' | 'none'): Promise<void> {
  const command = 'docker inspect -f \'{{json .NetworkSettings.Networks}}\' $CONT_ID';
  const text = await terminal.type(command);
  const networks = JSON.parse(text) as Record<string, { IPAddress: string; IPPrefixLen: number; Gateway: string; MacAddress: string }>;
  const only = networks[network];
  walk.observations.check(page, command, `one network, "${network}", with empty addresses`, text,
    Object.keys(networks).join() === network && only?.IPAddress === '' && only.IPPrefixLen === 0 && only.Gateway === '' && only.MacAddress === '');
}
