import { parseDocument, type CollectionTag, type ScalarTag, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Value } from '../resource-handler';
import { malformed } from './invalid';

/** Short forms that take the name `Fn::<name>`; `!Ref` and `!Condition` keep theirs. */
const SHORT_FORMS = ['And', 'Base64', 'Cidr', 'Contains', 'Equals', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Not', 'Or', 'Select',
  'Split', 'Sub', 'Transform', 'EachMemberEquals', 'EachMemberIn', 'RefAll', 'ValueOf', 'ValueOfAll', 'Length', 'ToJsonString'];
/** YAML 1.1 types that CloudFormation does not read as such: `2012-10-17` stays text. */
const LEFT_OUT = new Set(['tag:yaml.org,2002:timestamp', 'tag:yaml.org,2002:binary', 'tag:yaml.org,2002:omap', 'tag:yaml.org,2002:pairs', 'tag:yaml.org,2002:set']);

/** Reads a template's text, JSON or YAML, short forms written out. */
export function readTemplateText(body: string): Value {
  if (body.trimStart().startsWith('{')) {
    try {
      return JSON.parse(body) as Value;
    } catch (error) {
      throw malformed(`JSON not well-formed.${jsonPosition(body, String(error))}`);
    }
  }
  const yaml = readYaml(body);
  if ('value' in yaml) return yaml.value;
  throw malformed(`YAML not well-formed.${yaml.position}`);
}

function readYaml(body: string): { readonly value: Value } | { readonly position: string } {
  const document = parseDocument(body, {
    version: '1.1', merge: false, uniqueKeys: true, prettyErrors: true, logLevel: 'silent',
    customTags: (tags) => [...tags.filter((tag) => typeof tag === 'string' || !LEFT_OUT.has(tag.tag)), ...SHORT_FORM_TAGS],
  });
  // an unknown tag is only a warning to the parser, and would lose a function
  const [problem] = [...document.errors, ...document.warnings];
  if (problem === undefined) return { value: document.toJS({ maxAliasCount: 100 }) as Value };
  const [at] = problem.linePos ?? [];
  return { position: at ? ` (line ${at.line}, column ${at.col})` : '' };
}

function longForm(name: string, argument: unknown): unknown {
  if (name === 'Ref' || name === 'Condition') return { [name]: argument };
  if (name !== 'GetAtt' || typeof argument !== 'string') return { [`Fn::${name}`]: argument };
  const dot = argument.indexOf('.');
  return { 'Fn::GetAtt': dot < 0 ? [argument] : [argument.slice(0, dot), argument.slice(dot + 1)] };
}

const SHORT_FORM_TAGS = ['Ref', 'Condition', ...SHORT_FORMS].flatMap((name): (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (text: string) => longForm(name, text) },
  ...(['seq', 'map'] as const).map((collection): CollectionTag => ({
    tag: `!${name}`, collection,
    resolve: (node) => wrapped(name, node),
  })),
]);

/** A collection node that comes out of the document as the long form of the function. */
function wrapped(name: string, node: YAMLMap | YAMLSeq): YAMLMap | YAMLSeq {
  const plain = node.toJSON.bind(node) as typeof node.toJSON;
  node.toJSON = (key?: unknown, context?: Parameters<typeof node.toJSON>[1]) => longForm(name, plain(key as never, context)) as never;
  return node;
}

function jsonPosition(body: string, message: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return '';
  const before = body.slice(0, Number(position)).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}
