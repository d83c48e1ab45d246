import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const HOSTS = ['npmjs.org', 'yarnpkg.com', 'pythonhosted.org', 'repo1.maven.org', 'proxy.golang.org', 'api.nuget.org'];

/** The files that npm and projen write, where a package registry's host would come in by itself. */
const files = execFileSync('git', ['ls-files', '--', '.github', '.npmrc', '.projen', '*.json', '*.lock', '*.toml'], { cwd: root, encoding: 'utf8' })
  .split('\n').filter((path) => path !== '');

test('no committed file of npm and projen names the host of a package registry: who installs chooses it', () => {
  expect(files).toContain('package-lock.json');
  expect(files).toContain('.github/workflows/release.yml');
  const named = files.filter((path) => HOSTS.some((host) => readFileSync(join(root, path), 'utf8').includes(host)));
  expect(named).toEqual([]);
});
