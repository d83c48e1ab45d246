import type { PolicyVersion } from '@aws-sdk/client-iam';
import type { PolicyRecord } from '../../iam/directory';
import { encoded } from './documents';

export function versionView(policy: PolicyRecord, version: PolicyRecord['versions'][number], withDocument = true): PolicyVersion {
  return {
    ...(withDocument && { Document: encoded(version.document) }),
    VersionId: version.id, IsDefaultVersion: version.id === policy.defaultVersion, CreateDate: new Date(version.createdAt),
  };
}
