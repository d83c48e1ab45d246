import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registryOf } from '../../../src/instance/images/image-finder';
import { findRecipe, recipeTag, TASK_RECIPES } from '../../../src/instance/images/task-recipes';

test('the workshop\'s images are known by every spelling of their names', () => {
  for (const name of ['nginx:alpine', 'library/nginx:alpine', 'docker.io/library/nginx:alpine', 'public.ecr.aws/docker/library/nginx:alpine']) {
    assert.equal(findRecipe(name)?.standsFor, 'nginx:alpine', name);
  }
  assert.equal(findRecipe('busybox')?.standsFor, 'busybox:latest');
});

test('the web pages of AWS\'s own examples are served by the same stand-in', () => {
  for (const name of ['nginx', 'nginx:latest', 'amazon/amazon-ecs-sample', 'docker.io/amazon/amazon-ecs-sample:latest', 'public.ecr.aws/ecs-sample-image/amazon-ecs-sample:latest']) {
    assert.equal(findRecipe(name)?.standsFor, 'nginx:alpine', name);
  }
});

test('no other image has a stand-in', () => {
  for (const name of ['nginx:1.27', 'busybox:musl', 'example.com/busybox', 'amazon/amazon-ecs-sample:v1', 'httpd']) {
    assert.equal(findRecipe(name), undefined, name);
  }
});

test('a stand-in is never kept under the name that it stands in for', () => {
  for (const recipe of TASK_RECIPES) {
    assert.match(recipeTag(recipe), /^ecs-lab\/workshop-[a-z]+:[0-9a-f]{12}$/);
  }
});

test('the registry of an image name is its first part only when that is a host', () => {
  assert.equal(registryOf('nginx:alpine'), 'docker.io');
  assert.equal(registryOf('library/nginx'), 'docker.io');
  assert.equal(registryOf('localhost:5000/a'), 'localhost:5000');
  assert.equal(registryOf('123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1'), '123456789012.dkr.ecr.us-east-1.amazonaws.com');
});
