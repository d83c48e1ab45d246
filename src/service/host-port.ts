import { aws_ecs as ecs, Token } from 'aws-cdk-lib';
import { portExists } from '../check/rules/ports-exist';
import { isReserved, RESERVED_TCP_PORTS } from '../check/rules/ports-not-reserved';

/** A port that a host-mode task takes on its instance: inside and outside the container it is the same. */
export class HostPort {
  /**
   * A TCP port.
   *
   * @param port from 1 to 65535; 22, 2375, 2376, 51678 and 51679 belong to the instance
   */
  public static tcp(port: number): HostPort {
    return new HostPort(port, ecs.Protocol.TCP);
  }

  /**
   * A UDP port.
   *
   * @param port from 1 to 65535
   */
  public static udp(port: number): HostPort {
    return new HostPort(port, ecs.Protocol.UDP);
  }

  private constructor(
    /** The port. */
    public readonly port: number,
    /** Transport of the port. */
    public readonly protocol: ecs.Protocol,
  ) {
    if (Token.isUnresolved(port)) {
      return;
    }
    if (!portExists(port)) {
      throw new Error(`there is no such port: got HostPort.${protocol}(${port}), allowed are whole numbers from 1 to 65535; choose one of them`);
    }
    if (isReserved(port, protocol === ecs.Protocol.UDP ? 'udp' : 'tcp')) {
      throw new Error(`container instances keep TCP ports ${RESERVED_TCP_PORTS.join(', ')} for themselves: got HostPort.tcp(${port}), `
        + 'allowed is any other port; let the application listen on another one');
    }
  }
}
