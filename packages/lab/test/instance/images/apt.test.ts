import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceLines } from '../../../src/instance/images/apt';
import { parseDistribution } from '../../../src/instance/images/distribution';

test('only the distribution\'s own package sources are used, each once', () => {
  const targets = [
    'http://deb.debian.org/debian/|bookworm|main',
    'http://deb.debian.org/debian/|bookworm|main',
    'http://deb.debian.org/debian/|bookworm|non-free',
    'http://deb.debian.org/debian-security/|bookworm-security|main',
    'https://packages.example.com/apt/|cloud-sdk-bookworm|main',
    'https://deb.example.com/node_20.x/|nodistro|main',
  ].join('\n');
  assert.deepEqual(sourceLines(`${targets}\n`, 'bookworm', '/usr/share/keyrings/debian-archive-keyring.gpg'), [
    'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian/ bookworm main',
    'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian-security/ bookworm-security main',
  ]);
});

test('Debian and Ubuntu are told from what is neither', () => {
  assert.deepEqual(parseDistribution('ID=debian\nVERSION_CODENAME=bookworm\n'), { id: 'debian', release: 'bookworm' });
  assert.deepEqual(parseDistribution('NAME="Ubuntu"\nID=ubuntu\nVERSION_CODENAME="noble"\n'), { id: 'ubuntu', release: 'noble' });
  assert.equal(parseDistribution('ID=fedora\nVERSION_CODENAME=""\n'), undefined);
});
