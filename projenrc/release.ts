import { awscdk, release } from 'projen';

/** The release is started by hand on GitHub: it builds, compares the API with the last release, and publishes to each registry. */
export const releaseWorkflow = {
  github: true,
  githubOptions: { mergify: false, pullRequestLint: false },
  release: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  npmTrustedPublishing: true,
  npmProvenance: true,
} satisfies Partial<awscdk.AwsCdkConstructLibraryOptions>;

/** What projen's release leaves out. */
export function hardenRelease(project: awscdk.AwsCdkConstructLibrary): void {
  const compat = project.tasks.tryFind('compat');
  if (compat === undefined) throw new Error('projen has no compat task any more: a release would not be compared with the last one');
  // not after each compile: it asks the npm registry for the last release
  project.tasks.tryFind('release')?.spawn(compat);
  // publib knows the address of the npm registry; no committed file names one
  const publish = 'jobs.release_npm.steps.9.env.NPM_REGISTRY';
  project.tryFindObjectFile('.github/workflows/release.yml')?.addDeletionOverride(publish);
}
