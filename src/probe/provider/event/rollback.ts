import type { CloudFormationCalls } from '../aws-calls';
import { errorText } from '../failure';

/** Tells whether a stack is going back to what it was. */
export class RollbackWatch {
  constructor(
    private readonly cloudFormation: CloudFormationCalls, private readonly stackId: string, private readonly log: (line: string) => void,
  ) {}

  /** A stack that cannot be asked is taken to go forward: a probe that never failed would prove nothing. */
  async rollingBack(): Promise<boolean> {
    try {
      const { Stacks: stacks = [] } = await this.cloudFormation.describeStacks({ StackName: this.stackId });
      return /ROLLBACK/.test(stacks[0]?.StackStatus ?? '');
    } catch (error) {
      this.log(`the state of the stack is not known, so it is taken to go forward: ${errorText(error)}`);
      return false;
    }
  }
}
