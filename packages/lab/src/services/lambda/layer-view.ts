import type { LayerVersionsListItem } from '@aws-sdk/client-lambda';
import { layerVersionArn } from './layers';
import type { Lambda } from './lambda';
import type { LayerVersionRecord } from './model';

/** A version as lists show it. */
export const layerVersionItem = (lambda: Lambda, record: LayerVersionRecord): LayerVersionsListItem => ({
  LayerVersionArn: layerVersionArn(lambda, record), Version: record.version, Description: record.description, LicenseInfo: record.licenseInfo,
  CreatedDate: new Date(record.createdAt).toISOString().replace('Z', '+0000'),
  CompatibleRuntimes: [...record.compatibleRuntimes] as LayerVersionsListItem['CompatibleRuntimes'],
  CompatibleArchitectures: [...record.compatibleArchitectures] as LayerVersionsListItem['CompatibleArchitectures'],
});
