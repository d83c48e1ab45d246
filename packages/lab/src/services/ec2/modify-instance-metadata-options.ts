import type { ModifyInstanceMetadataOptionsRequest, ModifyInstanceMetadataOptionsResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';
import { checkInstanceId } from './instances/ids';
import { metadataOf } from './instances/metadata';
import type { InstanceRecord } from './model';

/** Tokens, hop limit and whether there is a metadata service at all, of an instance that runs: answered when the change holds. */
export const modifyInstanceMetadataOptions = (ec2: Ec2) => ec2Operation<ModifyInstanceMetadataOptionsRequest, ModifyInstanceMetadataOptionsResult>(
  'ModifyInstanceMetadataOptions', ['InstanceId', 'HttpTokens', 'HttpPutResponseHopLimit', 'HttpEndpoint'], async (input) => {
    const found = findIn(ec2.tables).instance(checkInstanceId(input.InstanceId ?? ''));
    if (found.state !== 'running') {
      throw new AwsError('IncorrectInstanceState', `The instance '${found.instanceId}' is ${found.state}; its metadata options can be changed while it is running.`);
    }
    const changed: InstanceRecord = {
      ...found,
      metadataOptions: {
        ...found.metadataOptions,
        ...oneOf('HttpTokens', input.HttpTokens, ['optional', 'required']),
        ...oneOf('HttpEndpoint', input.HttpEndpoint, ['disabled', 'enabled']),
        ...hopLimit(input.HttpPutResponseHopLimit),
      },
    };
    await ec2.machines.changeMetadata(found.instanceId, metadataOf(changed));
    const now = findIn(ec2.tables).instance(found.instanceId);
    ec2.tables.instances.put(found.instanceId, { ...now, metadataOptions: changed.metadataOptions });
    return { InstanceId: found.instanceId, InstanceMetadataOptions: changed.metadataOptions };
  });

function oneOf<T extends string>(member: string, value: T | undefined, allowed: readonly string[]): Record<string, T> {
  if (value !== undefined && !allowed.includes(value)) {
    throw new AwsError('InvalidParameterValue', `${member} is '${value}'; allowed are ${allowed.join(' and ')}.`);
  }
  return value === undefined ? {} : { [member]: value };
}

function hopLimit(value: number | undefined): { HttpPutResponseHopLimit?: number } {
  if (value !== undefined && !(Number.isInteger(value) && value >= 1 && value <= 64)) {
    throw new AwsError('InvalidParameterValue', `HttpPutResponseHopLimit is ${value}; allowed are 1 to 64.`);
  }
  return value === undefined ? {} : { HttpPutResponseHopLimit: value };
}
