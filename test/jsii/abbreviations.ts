/** Abbreviations that AWS itself uses in the names of its API and of aws-cdk-lib. */
const OF_AWS = ['acl', 'api', 'app', 'arn', 'asg', 'aws', 'cpu', 'ebs', 'ec2', 'ecs', 'eni', 'exec', 'gpu', 'iam', 'id', 'imds', 'ip', 'kms', 'max', 'mib', 'min',
  'props', 's3', 'ssm', 'tcp', 'udp', 'url', 'vpc'];

const SHORT_WORDS = ['add', 'all', 'and', 'any', 'are', 'as', 'at', 'be', 'bit', 'by', 'can', 'day', 'end', 'few', 'for', 'from', 'get', 'has', 'i', 'if', 'in', 'is', 'key',
  'log', 'new', 'no', 'none', 'not', 'of', 'off', 'on', 'one', 'or', 'out', 'own', 'per', 'run', 'set', 'spot', 'tag', 'the', 'to', 'two', 'up', 'use', 'way', 'with', 'zone'];

/** Longer than three letters, with vowels, and short for something all the same. */
const USUAL = ['addr', 'args', 'attr', 'auth', 'avail', 'calc', 'conf', 'config', 'conn', 'decl', 'desc', 'dest', 'docs', 'elem', 'func', 'impl', 'info', 'init',
  'inst', 'orig', 'param', 'params', 'perm', 'perms', 'pref', 'prev', 'prop', 'repo', 'resp', 'serv', 'spec', 'stat', 'temp', 'util', 'utils', 'vals',
  'vars', 'opts', 'defs', 'mgmt', 'svcs'];

/** Words of a name that are abbreviations and not AWS's own, in small letters. */
export function abbreviationsIn(name: string): string[] {
  return wordsOf(name).filter((word) => !OF_AWS.includes(word) && isShortened(word));
}

function isShortened(word: string): boolean {
  if (word.length <= 3) return !SHORT_WORDS.includes(word);
  return USUAL.includes(word) || !/[aeiouy]/.test(word);
}

function wordsOf(name: string): string[] {
  const split = name.replace(/MiB/g, 'Mib').replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
  return split.split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && !/^\d+$/.test(word)).map((word) => word.toLowerCase());
}
