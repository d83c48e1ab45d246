import { aws_iam as iam } from 'aws-cdk-lib';
import { ExecCallerScope } from '../../exec/exec-caller';
import { ProbedService } from './probed-service';

/**
 * What the services can be asked whose tasks have a network.
 *
 * A hidden base class: in the public API its methods belong to each of the services.
 *
 * @internal
 */
export abstract class EnterableService extends ProbedService {
  /** @internal undefined where the service has no ECS Exec */
  protected abstract readonly _execCallers?: ExecCallerScope;

  /**
   * Allow somebody to open sessions in the container with ECS Exec, and to see the tasks.
   *
   * Only tasks of this service, and only its own container. Sessions on the instance are another door: keep `ssm:StartSession` on the
   * instances to those who may be root on them.
   *
   * @param grantee who opens the sessions
   */
  public grantExecuteCommand(grantee: iam.IGrantable): iam.Grant {
    return this.execCallersFor('grantExecuteCommand').grant(grantee);
  }

  /**
   * Deny somebody sessions on the tasks of the cluster that go past ECS Exec, and so past its log.
   *
   * It holds for every task of the cluster, and not for sessions on the instances.
   *
   * @param grantee who is denied them; its policy must be one that this app can change
   */
  public denyDirectSessions(grantee: iam.IGrantable): void {
    this.execCallersFor('denyDirectSessions').denyDirectSessions(grantee);
  }

  private execCallersFor(method: string): ExecCallerScope {
    if (this._execCallers === undefined) {
      throw new Error(`${method} needs a service with ECS Exec: got enableExecuteCommand false on '${this.node.path}'; leave it at true`);
    }
    return this._execCallers;
  }
}
