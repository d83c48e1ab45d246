import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** One output of the workshop: the pages use it as an environment variable of the same name. */
export interface WorkshopOutput {
  readonly value: string;
  readonly description: string;
}

/** Defines outputs under exactly these names, whatever the path of the scope: the commands of the pages name them. */
export function defineOutputs(scope: Construct, outputs: Record<string, WorkshopOutput>): void {
  for (const [name, { value, description }] of Object.entries(outputs)) {
    new CfnOutput(scope, name, { value, description }).overrideLogicalId(name);
  }
}
