/** Ids of the resources inside the constructs that people name. */
const INNER = ['Service', 'ASG', 'AutoScalingGroup', 'Resource'];

/** The path by which an app knows a resource: that of the outermost construct that is nothing else. */
export function shownPath(path: string): string {
  const [id, ...outside] = path.split('/').reverse();
  // what is left must name more than a stack
  return INNER.includes(id) && outside.length > 1 ? shownPath(outside.reverse().join('/')) : path;
}
