/** How a member is written. Without traits: its own name. */
export interface Traits {
  readonly xml?: string;
  readonly flat?: boolean;
  /** Name in EC2 requests, where it is not the capitalised `xml`. */
  readonly ec2?: string;
  readonly json?: string;
  readonly label?: boolean;
  readonly query?: string;
  /** Only said of query parameters. */
  readonly required?: boolean;
  readonly header?: string;
  readonly prefixHeaders?: string;
  readonly payload?: boolean;
  readonly responseCode?: boolean;
  readonly attribute?: boolean;
  readonly namespace?: string | readonly string[];
}

/** `#Name` is a shape, `[type]` a list, `{type}` a map of text, anything else a simple type. */
export type Reference = string | readonly [string, Traits];

export interface Shape {
  readonly members?: Readonly<Record<string, Reference>>;
  readonly list?: Reference;
  readonly key?: Reference;
  readonly value?: Reference;
  readonly flat?: boolean;
  readonly xml?: string;
}

export interface OperationModel {
  readonly input?: string;
  readonly output?: string;
  readonly http?: readonly [string, string, number];
}

/** Names and types of a service's operations: see `scripts/models.mjs`. */
export interface Model {
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export const typeOf = (reference: Reference): string => (typeof reference === 'string' ? reference : reference[0]);
export const traitsOf = (reference: Reference): Traits => (typeof reference === 'string' ? {} : reference[1]);

const anonymous = new Map<string, Shape>();

/** Undefined for a simple type. */
export function shapeOf(model: Model, type: string): Shape | undefined {
  if (type.startsWith('#')) return model.shapes[type.slice(1)];
  const brackets = type[0] === '[' || type[0] === '{';
  if (!brackets) return undefined;
  let shape = anonymous.get(type);
  if (!shape) {
    const inner = type.slice(1, -1);
    shape = type.startsWith('[') ? { list: inner } : { key: 'string', value: inner };
    anonymous.set(type, shape);
  }
  return shape;
}

const EMPTY: Model = { operations: {}, shapes: {} };

// read when first needed: start-up should not pay for services that nobody calls
const LOADERS: Readonly<Record<string, () => Promise<unknown>>> = {
  autoscaling: () => import('./models/autoscaling.json'),
  cloudformation: () => import('./models/cloudformation.json'),
  ec2: () => import('./models/ec2.json'),
  iam: () => import('./models/iam.json'),
  lambda: () => import('./models/lambda.json'),
  logs: () => import('./models/logs.json'),
  s3: () => import('./models/s3.json'),
  sns: () => import('./models/sns.json'),
  ssm: () => import('./models/ssm.json'),
  sts: () => import('./models/sts.json'),
};

const loaded = new Map<string, Model>();

/** The model of a service; empty for services that need none. */
export async function loadModel(service: string): Promise<Model> {
  const known = loaded.get(service);
  if (known) return known;
  const loader = LOADERS[service];
  const model = loader ? (await loader()) as Model | { default: Model } : EMPTY;
  const found = 'default' in model ? model.default : model;
  loaded.set(service, found);
  return found;
}
