import { AwsError } from '../../gateway/aws-error';
import { invalidParameter, snsOperation, unsupported, type Sns, type TagRecord } from './model';
import { refuseOthers } from '../support/accepting';

interface Input {
  readonly TopicArn?: undefined;
  readonly Name?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly Tags?: readonly TagRecord[];
}

/** Makes a standard topic, or answers with the one of that name. */
export const createTopic = (sns: Sns) => snsOperation<Input, { readonly TopicArn: string }>('CreateTopic', ['Name', 'Attributes', 'Tags'], (input) => {
  const { Name: name = '', Attributes: attributes = {}, Tags: tags = [] } = input;
  if (!/^[\w-]{1,256}$/.test(name)) throw invalidParameter('Topic Name: this lab has standard topics, of 1 to 256 letters, digits, hyphens and underscores');
  refuseOthers('CreateTopic Attributes', attributes, ['DisplayName', 'Policy'], unsupported);
  const arn = `arn:aws:sns:${sns.lab.region}:${sns.lab.accountId}:${name}`;
  const existing = sns.topics.get(arn);
  if (existing && tags.some(({ Key, Value }) => existing.tags.find((tag) => tag.Key === Key)?.Value !== Value)) {
    throw new AwsError('InvalidParameter', 'Invalid parameter: Tags Reason: Topic already exists with different tags');
  }
  if (!existing) {
    sns.topics.put(arn, { arn, name, displayName: attributes.DisplayName ?? '', tags, ...(attributes.Policy === undefined ? {} : { policy: attributes.Policy }) });
  }
  return { TopicArn: arn };
});
