import { NO_VALUE, type Evaluated } from '../intrinsics/intrinsic';

/** What the pseudo parameters are taken from. */
export interface StackIdentity {
  readonly stackId: string;
  readonly stackName: string;
  readonly accountId: string;
  readonly region: string;
}

const NAMES = ['AWS::AccountId', 'AWS::NoValue', 'AWS::NotificationARNs', 'AWS::Partition', 'AWS::Region', 'AWS::StackId', 'AWS::StackName', 'AWS::URLSuffix'];

export function isPseudoParameter(name: string): boolean {
  return NAMES.includes(name);
}

/** `Ref` of a pseudo parameter; `undefined` for every other name. */
export function pseudoParameter(name: string, stack: StackIdentity): Evaluated | undefined {
  switch (name) {
    case 'AWS::AccountId': return stack.accountId;
    case 'AWS::NoValue': return NO_VALUE;
    // the lab refuses notification topics, so there are none
    case 'AWS::NotificationARNs': return [];
    case 'AWS::Partition': return 'aws';
    case 'AWS::Region': return stack.region;
    case 'AWS::StackId': return stack.stackId;
    case 'AWS::StackName': return stack.stackName;
    case 'AWS::URLSuffix': return 'amazonaws.com';
    default: return undefined;
  }
}
