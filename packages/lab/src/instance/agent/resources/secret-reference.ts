/** What `valueFrom` names: a parameter of Parameter Store, or (a part of) a secret of Secrets Manager. */
export type SecretReference =
  | { readonly kind: 'parameter'; readonly asked: string; readonly region?: string }
  | {
    readonly kind: 'secret';
    readonly secretId: string;
    readonly region: string;
    /** Member of the secret's JSON; absent: the whole value. */
    readonly jsonKey?: string;
    readonly versionStage?: string;
    readonly versionId?: string;
  };

const ARN = /^arn:[a-z0-9-]+:([a-z0-9-]+):([a-z0-9-]*):\d*:(.+)$/;
const WITH_PARAMETERS = 5;

/**
 * `name` or ARN of a parameter; `arn:…:secret:name[:json-key:version-stage:version-id]`, each of the last three may be empty.
 * Throws an `Error` with the agent's text for an ARN of a secret in another form.
 */
export function secretReference(valueFrom: string): SecretReference {
  const [, service, region = '', resource = ''] = ARN.exec(valueFrom) ?? [];
  if (service !== 'secretsmanager') {
    return { kind: 'parameter', asked: valueFrom, ...region === '' ? {} : { region } };
  }
  const parts = resource.split(':');
  if (parts.length === 2) {
    return { kind: 'secret', secretId: valueFrom, region };
  }
  if (parts.length !== WITH_PARAMETERS) {
    throw new Error('an invalid ARN format for the AWS Secrets Manager secret was specified. Specify a valid ARN and try again.');
  }
  const [, , jsonKey, versionStage, versionId] = parts;
  return {
    kind: 'secret', secretId: valueFrom.split(':').slice(0, 7).join(':'), region,
    ...given('jsonKey', jsonKey), ...given('versionStage', versionStage), ...given('versionId', versionId),
  };
}

const given = (name: string, value: string | undefined) => (value === undefined || value === '' ? {} : { [name]: value });
