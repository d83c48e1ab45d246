import type { Value } from '../resource-handler';

/** A CloudFormation template, checked for structure; intrinsics are still in it. */
export interface Template {
  readonly description?: string;
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly mappings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Value>>>>>>;
  readonly conditions: Readonly<Record<string, Value>>;
  readonly rules: Readonly<Record<string, RuleDefinition>>;
  readonly resources: Readonly<Record<string, ResourceDefinition>>;
  readonly outputs: Readonly<Record<string, OutputDefinition>>;
  readonly metadata?: Value;
}

export interface ParameterDefinition {
  readonly type: string;
  readonly defaultValue?: string;
  readonly description?: string;
  readonly constraintDescription?: string;
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly noEcho: boolean;
}

export interface RuleDefinition {
  readonly condition?: Value;
  readonly assertions: readonly { readonly assert: Value; readonly description?: string }[];
}

/** What becomes of a physical resource that the stack no longer wants. */
export type RemovalPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate';

export interface ResourceDefinition {
  readonly type: string;
  readonly properties: Readonly<Record<string, Value>>;
  readonly dependsOn: readonly string[];
  readonly condition?: string;
  readonly deletionPolicy: RemovalPolicy;
  readonly updateReplacePolicy: 'Delete' | 'Retain';
  readonly metadata?: Value;
  /** Its CreationPolicy and UpdatePolicy, as written. */
  readonly policies: { readonly creation?: Value; readonly update?: Value };
}

export interface OutputDefinition {
  readonly value: Value;
  readonly description?: string;
  readonly condition?: string;
  readonly exportName?: Value;
}
