import { AwsError } from '../gateway/aws-error';

/** The caller's request is wrong, in ECS's general form. */
export function clientError(message: string): AwsError {
  return new AwsError('ClientException', message);
}

/** A parameter of the request is wrong. */
export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export function clusterNotFound(): AwsError {
  return new AwsError('ClusterNotFoundException', 'Cluster not found.');
}

/** A cluster that was deleted: it is shown for a while and takes nothing any more. */
export function clusterInactive(): AwsError {
  return new AwsError('ClusterNotFoundException', 'The referenced cluster was inactive.');
}

export function serviceNotFound(): AwsError {
  return new AwsError('ServiceNotFoundException', 'Service not found.');
}

export function serviceNotActive(): AwsError {
  return new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
}

/** Something that AWS has and this lab has not: said at once, in one sentence. */
export function unsupported(message: string): AwsError {
  return new AwsError('UnsupportedFeatureException', message);
}
