import { awscdk } from 'projen';

/** The private packages beside the library: their package.json files are kept by hand. */
export function addWorkspaces(project: awscdk.AwsCdkConstructLibrary): void {
  project.package.addField('workspaces', ['packages/session-channel', 'packages/lab']);
}
