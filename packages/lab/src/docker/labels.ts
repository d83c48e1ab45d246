/** What a Docker object is for. */
export type Role = 'instance' | 'router' | 'subnet' | 'volume' | 'image' | 'probe';

export const NAME_LABEL = 'ecs-lab.name';
export const ROLE_LABEL = 'ecs-lab.role';
export const ID_LABEL = 'ecs-lab.id';

/** Labels that every Docker object of a lab carries. */
export function labelsOf(lab: string, role: Role, id: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { ...more, [NAME_LABEL]: lab, [ROLE_LABEL]: role, [ID_LABEL]: id };
}

/** Filter for objects of a lab, of one role if given. */
export function labelFilter(lab: string, role?: Role): string[] {
  return [`${NAME_LABEL}=${lab}`, ...role ? [`${ROLE_LABEL}=${role}`] : []];
}

/** Name of a Docker object of a lab: unique on the machine as long as lab names are. */
export function objectName(lab: string, id: string): string {
  return `ecs-lab-${lab}-${id}`;
}
