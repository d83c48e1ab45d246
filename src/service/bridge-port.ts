import { aws_ecs as ecs, Token } from 'aws-cdk-lib';
import { portExists } from '../check/rules/ports-exist';
import { isReserved, RESERVED_TCP_PORTS } from '../check/rules/ports-not-reserved';

/** A port of a bridge-mode container, and the port of its instance that leads to it. */
export class BridgePort {
  /**
   * A TCP port.
   *
   * @param containerPort from 1 to 65535, on which the container listens
   * @param hostPort from 1 to 65535 for a port of the instance that one task takes; left out, each task is given a free one
   */
  public static tcp(containerPort: number, hostPort?: number): BridgePort {
    return new BridgePort(containerPort, ecs.Protocol.TCP, hostPort);
  }

  /**
   * A UDP port.
   *
   * @param containerPort from 1 to 65535, on which the container listens
   * @param hostPort from 1 to 65535 for a port of the instance that one task takes; left out, each task is given a free one
   */
  public static udp(containerPort: number, hostPort?: number): BridgePort {
    return new BridgePort(containerPort, ecs.Protocol.UDP, hostPort);
  }

  private constructor(
    /** The port on which the container listens. */
    public readonly containerPort: number,
    /** Transport of both ports. */
    public readonly protocol: ecs.Protocol,
    /** The port of the instance; undefined where each task is given a free one. */
    public readonly hostPort?: number,
  ) {
    const call = `BridgePort.${protocol}(${[containerPort, ...hostPort === undefined ? [] : [hostPort]].join(', ')})`;
    for (const port of [containerPort, hostPort]) {
      if (port !== undefined && !Token.isUnresolved(port) && !portExists(port)) {
        throw new Error(`there is no such port: got ${call}, allowed are whole numbers from 1 to 65535; `
          + 'choose one of them, or leave the second out for a free port');
      }
    }
    if (hostPort !== undefined && !Token.isUnresolved(hostPort) && isReserved(hostPort, protocol === ecs.Protocol.UDP ? 'udp' : 'tcp')) {
      throw new Error(`container instances keep TCP ports ${RESERVED_TCP_PORTS.join(', ')} for themselves: got ${call}, `
        + 'allowed is any other host port; the container may listen on any');
    }
  }
}
