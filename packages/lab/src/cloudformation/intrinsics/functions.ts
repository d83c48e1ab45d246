import { cidr } from './cidr';
import type { Intrinsics } from './intrinsic';
import { and, condition, contains, eachMemberEquals, eachMemberIn, equals, not, or, when } from './logic';
import { findInMap, getAtt, getAzs, importValue, ref } from './lookup';
import { base64, join, select, split } from './text';
import { sub } from './sub';

/** What resource properties and outputs can use. */
export const PROPERTY_FUNCTIONS: Intrinsics = {
  'Ref': ref,
  'Fn::GetAtt': getAtt,
  'Fn::Base64': base64,
  'Fn::Cidr': cidr,
  'Fn::FindInMap': findInMap,
  'Fn::GetAZs': getAzs,
  'Fn::If': when,
  'Fn::ImportValue': importValue,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': sub,
};

/** What the Conditions section can use. */
export const CONDITION_FUNCTIONS: Intrinsics = {
  'Ref': ref,
  'Condition': condition,
  'Fn::And': and,
  'Fn::Equals': equals,
  'Fn::FindInMap': findInMap,
  'Fn::If': when,
  'Fn::Join': join,
  'Fn::Not': not,
  'Fn::Or': or,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': sub,
};

/** What the Rules section can use. */
export const RULE_FUNCTIONS: Intrinsics = {
  'Ref': ref,
  'Fn::And': and,
  'Fn::Contains': contains,
  'Fn::EachMemberEquals': eachMemberEquals,
  'Fn::EachMemberIn': eachMemberIn,
  'Fn::Equals': equals,
  'Fn::Not': not,
  'Fn::Or': or,
};
