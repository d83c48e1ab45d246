import type { Operation } from '../../gateway/operation';
import { invalidParameter } from './errors';
import type { SecretDeps } from './model';
import { onSecret, requireLivingSecret } from './secrets';
import { findVersion, withStage } from './versions';

interface Input {
  readonly SecretId?: string;
  readonly VersionStage?: string;
  readonly RemoveFromVersionId?: string;
  readonly MoveToVersionId?: string;
}

export const updateSecretVersionStage = (deps: SecretDeps): Operation<Input, object> => ({
  access: ({ SecretId }) => onSecret(deps, 'UpdateSecretVersionStage', SecretId),
  run: ({ SecretId, VersionStage = '', RemoveFromVersionId: from, MoveToVersionId: to }) => {
    const record = requireLivingSecret(deps, SecretId);
    const holder = record.versions.find(({ stages }) => stages.includes(VersionStage))?.id;
    if (VersionStage === '' || (from === undefined && to === undefined)) {
      throw invalidParameter('You must provide VersionStage and MoveToVersionId, RemoveFromVersionId or both.');
    }
    if (to !== undefined) findVersion(record, to, undefined);
    if (holder !== undefined && from !== holder && holder !== to) {
      throw invalidParameter(`The parameter RemoveFromVersionId can't be empty. Staging label ${VersionStage} is currently attached to version ${holder}, `
        + 'so you must explicitly reference that version in RemoveFromVersionId.');
    }
    deps.secrets.put(record.arn, withStage({ ...record, changedAt: deps.clock.now().toISOString() }, VersionStage, to));
    return { ARN: record.arn, Name: record.name };
  },
});
