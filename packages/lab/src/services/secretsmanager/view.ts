import type { SecretRecord, SecretVersion } from './model';
import { stagesOf } from './versions';

/** A secret as it is shown without its value; DescribeSecret and ListSecrets name the labels of its versions differently. */
export const secretView = (record: SecretRecord, stages: 'VersionIdsToStages' | 'SecretVersionsToStages'): object => ({
  ARN: record.arn, Name: record.name, Description: record.description, KmsKeyId: record.kmsKeyId,
  CreatedDate: new Date(record.createdAt), LastChangedDate: new Date(record.changedAt),
  DeletedDate: record.deletedAt === undefined ? undefined : new Date(record.deletedAt),
  Tags: record.tags, [stages]: stagesOf(record),
});

/** A version with its value. */
export const valueView = ({ arn, name }: SecretRecord, version: SecretVersion): object => ({
  ARN: arn, Name: name, VersionId: version.id, SecretString: version.text, SecretBinary: version.binary, VersionStages: version.stages,
  CreatedDate: new Date(version.createdAt),
});
