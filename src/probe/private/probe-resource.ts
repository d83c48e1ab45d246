import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct, IDependable } from 'constructs';
import { ProbePermission, ProbeProvider } from './probe-provider';
import { ATTRIBUTES, ProbeAttributes, ProbeSpec, SPEC_PROPERTY, SUBJECT_PROPERTY } from './probe-spec';

/** What CloudFormation waits beyond the probe's own time: for the start of the function, cleaning up and the answer. */
const MARGIN_SECONDS = 60;

/** One probe as a resource of its stack. */
export interface ProbeResourceProps {
  readonly resourceType: string;
  readonly spec: ProbeSpec;
  /** Fingerprint of what is probed. */
  readonly subject: string;
  readonly permissions: ProbePermission[];
  readonly dependencies: IDependable[];
}

/** The resource that runs a probe when CloudFormation makes or changes it. */
export class ProbeResource extends CustomResource {
  public readonly attributes: ProbeAttributes;

  constructor(scope: Construct, id: string, props: ProbeResourceProps) {
    const provider = ProbeProvider.of(scope);
    super(scope, id, {
      resourceType: props.resourceType,
      serviceToken: provider.serviceToken,
      serviceTimeout: Duration.seconds(Math.ceil(props.spec.timeoutSeconds) + MARGIN_SECONDS),
      properties: { [SPEC_PROPERTY]: props.spec, [SUBJECT_PROPERTY]: props.subject },
    });
    this.node.addDependency(...provider.allow(props.permissions), ...props.dependencies);
    this.attributes = {
      output: this.getAttString(ATTRIBUTES.output),
      exitCode: this.getAttString(ATTRIBUTES.exitCode),
      failureReason: this.getAttString(ATTRIBUTES.failureReason),
      containerInstanceArn: this.getAttString(ATTRIBUTES.containerInstanceArn),
    };
  }
}
