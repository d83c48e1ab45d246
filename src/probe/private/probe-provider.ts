import { aws_iam as iam, aws_logs as logs, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct, IDependable } from 'constructs';
import { ProbeFunction } from '../provider/probe-function';

const ID = 'NetworkModesProbeProvider';

/** What one thing that probes do needs, once in a stack however many probes do it. */
export interface ProbePermission {
  /** Id of the policy: the same thing has the same id. */
  readonly id: string;
  readonly statements: iam.PolicyStatement[];
}

/**
 * The function that runs every probe of a stack.
 *
 * Its permissions are policies of their own, so that a probe waits for what it needs and not for what other probes need: a service may
 * depend on the probe of another one.
 */
export class ProbeProvider extends Construct {
  /** The provider of the stack of a construct. */
  public static of(scope: IConstruct): ProbeProvider {
    const stack = Stack.of(scope);
    return stack.node.tryFindChild(ID) as ProbeProvider | undefined ?? new ProbeProvider(stack, ID);
  }

  public readonly serviceToken: string;
  private readonly role: iam.Role;
  private readonly base: IDependable;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'LogGroup', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const handler = new ProbeFunction(this, 'Function', {
      description: `Probes of stack ${Stack.of(this).stackName}`,
      role: this.role,
      logGroup,
      memorySize: 512,
      // the longest that there is: each probe has its own, shorter one
      timeout: Duration.minutes(15),
    });
    this.serviceToken = handler.functionArn;
    this.base = this.permit({
      id: 'BasePolicy',
      statements: [
        new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
        new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [Stack.of(this).stackId] }),
      ],
    });
  }

  /** Lets the function do what a probe needs; the probe depends on what is returned. */
  public allow(permissions: ProbePermission[]): IDependable[] {
    return [this.base, ...permissions.map((permission) => this.permit(permission))];
  }

  private permit({ id, statements }: ProbePermission): IDependable {
    return this.node.tryFindChild(id) ?? new iam.Policy(this, id, { roles: [this.role], statements });
  }
}
