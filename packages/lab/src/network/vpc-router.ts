import type Dockerode from 'dockerode';
import { responderProgram } from '../discovery/responder-program';
import { EngineError, isConflict, isNotFound } from '../docker/engine-error';
import { runInContainer } from '../docker/exec';
import { labelsOf, objectName } from '../docker/labels';
import { removeContainer, unless } from '../docker/reaper';
import { gatewayOf, withPrefix } from './addresses';
import type { Subnet } from './subnet-network';

const ATTACH_PROGRAM = '/usr/lib/ecs-lab/router-attach.sh';

/** A VPC's router. `fresh`: it was made just now and knows no subnet. */
export interface Router {
  readonly container: Dockerode.Container;
  readonly fresh: boolean;
}

/** What the router runs: the responder for the VPC's names. */
const COMMAND = ['perl', '-e', responderProgram];

/**
 * The router of a VPC, made and started if it is not there: forwards between its subnets, translates what leaves the VPC, answers names. One that
 * another version of the lab has left is replaced.
 */
export async function ensureRouter(docker: Dockerode, lab: string, vpcId: string, image: string): Promise<Router> {
  const known = docker.getContainer(objectName(lab, vpcId));
  const state = await known.inspect().catch(unless(isNotFound));
  if (state?.State.Running && state.Config.Cmd.at(-1) === responderProgram) {
    return { container: known, fresh: false };
  }
  if (state) {
    await removeContainer(docker, known.id);
  }
  const container = await docker.createContainer({
    name: objectName(lab, vpcId),
    Image: image,
    Cmd: COMMAND,
    OpenStdin: true,
    AttachStdin: false,
    AttachStdout: false,
    Labels: labelsOf(lab, 'router', vpcId),
    HostConfig: {
      // its eth0, the way out
      NetworkMode: 'bridge',
      Init: true,
      LogConfig: { Type: 'none', Config: {} },
      CapAdd: ['NET_ADMIN'],
      Sysctls: { 'net.ipv4.ip_forward': '1' },
    },
  });
  await container.start();
  return { container, fresh: true };
}

/** Gives the router an interface on a subnet with the subnet's first address. Can be repeated. */
export async function attachSubnet(docker: Dockerode, router: Dockerode.Container, network: Dockerode.Network, subnet: Subnet): Promise<void> {
  const { Name: name } = await network.inspect() as { Name: string };
  let state = await router.inspect();
  if (!state.NetworkSettings.Networks[name]) {
    await network.connect({ Container: router.id });
    state = await router.inspect();
  }
  const mac = state.NetworkSettings.Networks[name]?.MacAddress ?? '';
  const attach = await runInContainer(docker, router.id, { argv: [ATTACH_PROGRAM, mac, withPrefix(gatewayOf(subnet.cidr), subnet.cidr)] });
  let complaint = '';
  attach.output.resume();
  attach.errorOutput?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  if (await attach.exit !== 0) {
    throw new EngineError(`the router of ${subnet.vpcId} could not take ${gatewayOf(subnet.cidr)}: ${complaint.trim()}`);
  }
}

/** Takes the router off a subnet. Can be repeated. */
export async function detachSubnet(docker: Dockerode, lab: string, subnet: Pick<Subnet, 'vpcId' | 'subnetId'>): Promise<void> {
  await docker.getNetwork(objectName(lab, subnet.subnetId))
    .disconnect({ Container: objectName(lab, subnet.vpcId), Force: true })
    .catch(unless(isNotFound, isConflict, isNotConnected));
}

const isNotConnected = (error: unknown): boolean => error instanceof Error && /is not connected to/.test(error.message);

export async function removeRouter(docker: Dockerode, lab: string, vpcId: string): Promise<void> {
  await removeContainer(docker, objectName(lab, vpcId));
}
