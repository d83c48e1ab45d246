/** Who makes a call. Every call has one. */
export type Principal =
  | { readonly kind: 'root'; readonly arn: string }
  | {
    readonly kind: 'role';
    /** ARN of the role itself, `arn:aws:iam::…:role/…`. */
    readonly roleArn: string;
    readonly sessionName: string;
    /** `arn:aws:sts::…:assumed-role/<role>/<session>`. */
    readonly arn: string;
    /** The AWS service that calls as the role, for example `events.amazonaws.com`. */
    readonly invokedBy?: string;
  }
  /** A part of AWS itself, for example `ecs.amazonaws.com`: trusted. */
  | { readonly kind: 'service'; readonly service: string; readonly arn: string };
