/** A resource type without behaviour in the lab: kept as written, never more. */
export interface RecordedType {
  readonly typeName: string;
  /** Why a record is true enough. */
  readonly reason: string;
  /** Property that names the resource; a name is made where the template gives none. */
  readonly nameProperty: string;
  /** Attributes beyond `Arn`, with `${…}` for the name, account and region. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * The only types that may be records. A type belongs here when nothing in the lab could behave differently if it were real, and
 * whoever uses its service gets a loud error.
 */
export const RECORDED_TYPES: readonly RecordedType[] = [
  {
    typeName: 'AWS::ApplicationAutoScaling::ScalableTarget',
    reason: 'scaling follows metrics, and the lab publishes none: the desired count stays as it is',
    nameProperty: 'ResourceId',
  },
  {
    typeName: 'AWS::ApplicationAutoScaling::ScalingPolicy',
    reason: 'scaling follows metrics, and the lab publishes none: the policy never acts',
    nameProperty: 'PolicyName',
  },
  {
    typeName: 'AWS::CloudWatch::Dashboard',
    reason: 'it shows metrics to people: there is no console',
    nameProperty: 'DashboardName',
  },
  {
    typeName: 'AWS::ECR::Repository',
    reason: 'cdk bootstrap always makes one; the lab takes images from the host engine, and every ECR operation is refused',
    nameProperty: 'RepositoryName',
    attributes: { RepositoryUri: '${Account}.dkr.ecr.${Region}.amazonaws.com/${Name}' },
  },
  {
    typeName: 'AWS::Logs::ResourcePolicy',
    reason: 'it lets other AWS services write logs; the services of the lab do not need to be let',
    nameProperty: 'PolicyName',
  },
];
