import { aws_ec2 as ec2, aws_ecs as ecs, Token } from 'aws-cdk-lib';
import { portExists } from '../check/rules/ports-exist';

/** A port of the network interface that a task has to itself. */
export class TaskPort {
  /**
   * A TCP port.
   *
   * @param port from 1 to 65535
   */
  public static tcp(port: number): TaskPort {
    return new TaskPort(port, ecs.Protocol.TCP);
  }

  /**
   * A UDP port.
   *
   * @param port from 1 to 65535
   */
  public static udp(port: number): TaskPort {
    return new TaskPort(port, ecs.Protocol.UDP);
  }

  private constructor(
    /** The port. */
    public readonly port: number,
    /** Transport of the port. */
    public readonly protocol: ecs.Protocol,
  ) {
    if (!Token.isUnresolved(port) && !portExists(port)) {
      throw new Error(`there is no such port: got TaskPort.${protocol}(${port}), allowed are whole numbers from 1 to 65535; choose one of them`);
    }
  }

  /** @internal the same port in rules of security groups */
  public get _rule(): ec2.Port {
    return this.protocol === ecs.Protocol.UDP ? ec2.Port.udp(this.port) : ec2.Port.tcp(this.port);
  }
}
