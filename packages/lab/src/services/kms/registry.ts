import type { Service } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { createAlias } from './create-alias';
import { createKey } from './create-key';
import { deleteAlias } from './delete-alias';
import { describeKey } from './describe-key';
import { disableKey } from './disable-key';
import { disableKeyRotation } from './disable-key-rotation';
import { enableKey } from './enable-key';
import { enableKeyRotation } from './enable-key-rotation';
import { getKeyPolicy } from './get-key-policy';
import { getKeyRotationStatus } from './get-key-rotation-status';
import { listAliases } from './list-aliases';
import { listKeys } from './list-keys';
import { listResourceTags } from './list-resource-tags';
import { putKeyPolicy } from './put-key-policy';
import { scheduleKeyDeletion } from './schedule-key-deletion';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';
import { updateAlias } from './update-alias';
import { updateKeyDescription } from './update-key-description';
import { kmsTables, type KmsDeps } from './keys';

/** AWS Key Management Service: keys and aliases as records. */
export function kmsService({ store, clock, region, accountId }: Pick<Lab, 'store' | 'clock' | 'region' | 'accountId'>): Service {
  const deps: KmsDeps = { clock, region, accountId, ...kmsTables(store) };
  return {
    name: 'kms',
    protocol: { kind: 'aws-json', version: '1.1', targetPrefix: 'TrentService' },
    operations: {
      CreateAlias: createAlias(deps),
      CreateKey: createKey(deps),
      DeleteAlias: deleteAlias(deps),
      DescribeKey: describeKey(deps),
      DisableKey: disableKey(deps),
      DisableKeyRotation: disableKeyRotation(deps),
      EnableKey: enableKey(deps),
      EnableKeyRotation: enableKeyRotation(deps),
      GetKeyPolicy: getKeyPolicy(deps),
      GetKeyRotationStatus: getKeyRotationStatus(deps),
      ListAliases: listAliases(deps),
      ListKeys: listKeys(deps),
      ListResourceTags: listResourceTags(deps),
      PutKeyPolicy: putKeyPolicy(deps),
      ScheduleKeyDeletion: scheduleKeyDeletion(deps),
      TagResource: tagResource(deps),
      UntagResource: untagResource(deps),
      UpdateAlias: updateAlias(deps),
      UpdateKeyDescription: updateKeyDescription(deps),
    },
  };
}
