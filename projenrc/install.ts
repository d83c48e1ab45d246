import { awscdk, javascript } from 'projen';

/** Makes `npm ci` from a fresh clone work on any registry. */
export function hardenInstall(project: awscdk.AwsCdkConstructLibrary): void {
  // no registry host in the lock file
  new javascript.NpmConfig(project, { omitEmpty: true }).addConfig('omit-lockfile-registry-resolved', 'true');
  // 1.13.0 names bindings that the registry does not hold, and npm ci then refuses the lock file
  project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });
  for (const path of ['/integ', '/packages', '/projenrc', '/scripts', '/examples', '/docs', '/rosetta', '/.projenrc.ts', '/eslint.config.mjs',
    '/.npmrc', '/.ci', '/cdk.out', '/cdk.json', '/API.md', '/CONTRIBUTING.md', '/ARCHITECTURE.md', '/.cache', '/.venv', '/test-reports', '/workshop-report.*']) {
    project.npmignore?.exclude(path);
  }
}
