import { aws_ecs as ecs, aws_iam as iam, Names, Stack, Tags } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Key of the tag that tells the tasks of one service from the other tasks of the cluster.
 *
 * The ARN of a task names its cluster and not its service, so a permission for one service needs a tag.
 */
const EXEC_TAG = 'cdk-ecs-network-modes:service';

/** The tasks that a caller may enter, or must not reach past ECS Exec. */
export class ExecCallerScope {
  private readonly tagValue: string;

  /** Tags the service; it must propagate its tags to its tasks. */
  constructor(private readonly service: IConstruct, private readonly cluster: ecs.ICluster, private readonly containerName: string) {
    this.tagValue = Names.uniqueResourceName(service, { maxLength: 256, separator: '-' });
    Tags.of(service).add(EXEC_TAG, this.tagValue);
  }

  /** Lets the grantee open a session in one container of the tagged tasks, and see their state. */
  public grant(grantee: iam.IGrantable): iam.Grant {
    const container = { 'ecs:container-name': this.containerName };
    const tag = { [`aws:ResourceTag/${EXEC_TAG}`]: this.tagValue };
    const grants = [
      this.allow(grantee, ['ecs:ExecuteCommand'], [this.taskArn], { ...container, ...tag }),
      // ECS also authorizes the cluster, which does not carry the tag
      this.allow(grantee, ['ecs:ExecuteCommand'], [this.cluster.clusterArn], container),
      this.allow(grantee, ['ecs:DescribeTasks'], [this.taskArn], tag),
    ];
    const key = this.cluster.executeCommandConfiguration?.kmsKey;
    if (key) {
      grants.push(key.grant(grantee, 'kms:GenerateDataKey'));
    }
    return grants.reduce((all, next) => all.combine(next));
  }

  /** Denies the grantee sessions that are opened on the tasks of the cluster without ECS Exec. */
  public denyDirectSessions(grantee: iam.IGrantable): void {
    const statement = new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['ssm:StartSession'], resources: [this.taskArn] });
    if (!grantee.grantPrincipal.addToPrincipalPolicy(statement).statementAdded) {
      throw new Error('denyDirectSessions needs a principal whose policy can be changed: '
        + `got '${grantee.grantPrincipal}'; pass a role, user or group of this app or add the statement to the principal by hand`);
    }
  }

  private get taskArn(): string {
    return Stack.of(this.service).formatArn({ service: 'ecs', resource: 'task', resourceName: `${this.cluster.clusterName}/*` });
  }

  private allow(grantee: iam.IGrantable, actions: string[], resourceArns: string[], equals: Record<string, string>): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns, conditions: { StringEquals: equals } });
  }
}
