import { AwsError } from '../../gateway/aws-error';
import { unsupported } from '../errors';
import type { LogDestinations } from '../log/destinations';

const MINUTE = 60_000;

/** What a session document, or the account, prefers. */
export interface SessionPreferences {
  /** In milliseconds. */
  readonly idleLimit?: number;
  /** In milliseconds. Default: none */
  readonly longest?: number;
  /** Typed into the shell before anything else. */
  readonly shellProfile?: string;
  /** User of the shell. Default: the agent's own user */
  readonly runAs?: string;
  /** Where the session's transcript goes. Default: nowhere */
  readonly destinations?: LogDestinations;
}

const MEMBERS = [
  's3BucketName', 's3KeyPrefix', 's3EncryptionEnabled', 'cloudWatchLogGroupName', 'cloudWatchEncryptionEnabled', 'cloudWatchStreamingEnabled', 'kmsKeyId',
  'runAsEnabled', 'runAsDefaultUser', 'idleSessionTimeout', 'maxSessionDuration', 'shellProfile',
];

/**
 * Reads the inputs of a session document. Refuses what asks for encryption, which the lab has not.
 * `s3EncryptionEnabled` only asks the agent to check its bucket, and every bucket of S3 is encrypted.
 */
export function readPreferences(inputs: Readonly<Record<string, unknown>>): SessionPreferences {
  const odd = Object.keys(inputs).find((key) => !MEMBERS.includes(key));
  if (odd !== undefined) throw unsupported('a session document\'s inputs', odd, MEMBERS);
  const text = (name: string): string => (inputs[name] === undefined ? '' : String(inputs[name]));
  if (text('kmsKeyId') !== '') throw unencrypted('kmsKeyId');
  // without a log group it encrypts nothing
  if (text('cloudWatchLogGroupName') !== '' && flag(inputs.cloudWatchEncryptionEnabled)) throw unencrypted('cloudWatchEncryptionEnabled');
  const idle = minutes('idleSessionTimeout', text('idleSessionTimeout'), 60);
  const longest = minutes('maxSessionDuration', text('maxSessionDuration'), 1440);
  const profile = inputs.shellProfile as { readonly linux?: string } | undefined;
  const destinations = destinationsOf(text, flag(inputs.cloudWatchStreamingEnabled));
  return {
    ...(idle === undefined ? {} : { idleLimit: idle }),
    ...(longest === undefined ? {} : { longest }),
    ...(profile?.linux ? { shellProfile: profile.linux } : {}),
    ...(flag(inputs.runAsEnabled) ? { runAs: text('runAsDefaultUser') } : {}),
    ...(destinations === undefined ? {} : { destinations }),
  };
}

function destinationsOf(text: (name: string) => string, streaming: boolean): LogDestinations | undefined {
  const [logGroupName, name] = [text('cloudWatchLogGroupName'), text('s3BucketName')];
  if (logGroupName === '' && name === '') return undefined;
  return {
    named: true,
    ...(logGroupName === '' ? {} : { logGroupName, streaming }),
    ...(name === '' ? {} : { bucket: { name, keyPrefix: text('s3KeyPrefix') } }),
  };
}

function minutes(name: string, text: string, most: number): number | undefined {
  if (text === '') return undefined;
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > most) {
    throw new AwsError('InvalidDocumentContent', `${name} must be a number of minutes from 1 to ${most}, got ${text}.`);
  }
  return Number(text) * MINUTE;
}

const flag = (value: unknown): boolean => value === true || value === 'true';

const unencrypted = (member: string): AwsError => new AwsError('InvalidDocumentContent',
  `${member} of a session document is not there in this lab, which encrypts no sessions; leave it out to open them.`);
