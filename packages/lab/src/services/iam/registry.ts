import type { Service } from '../../gateway/operation';
import { addRoleToInstanceProfile } from './add-role-to-instance-profile';
import { attachRolePolicy } from './attach-role-policy';
import { createInstanceProfile } from './create-instance-profile';
import { createPolicy } from './create-policy';
import { createPolicyVersion } from './create-policy-version';
import { createRole } from './create-role';
import { createServiceLinkedRole } from './create-service-linked-role';
import { deleteInstanceProfile } from './delete-instance-profile';
import { deletePolicy } from './delete-policy';
import { deletePolicyVersion } from './delete-policy-version';
import { deleteRole } from './delete-role';
import { deleteRolePolicy } from './delete-role-policy';
import { detachRolePolicy } from './detach-role-policy';
import { getInstanceProfile } from './get-instance-profile';
import { getPolicy } from './get-policy';
import { getPolicyVersion } from './get-policy-version';
import { getRole } from './get-role';
import { getRolePolicy } from './get-role-policy';
import { listAttachedRolePolicies } from './list-attached-role-policies';
import { listInstanceProfiles } from './list-instance-profiles';
import { listInstanceProfilesForRole } from './list-instance-profiles-for-role';
import { listPolicyVersions } from './list-policy-versions';
import { listRolePolicies } from './list-role-policies';
import { listRoleTags } from './list-role-tags';
import { listRoles } from './list-roles';
import { putRolePolicy } from './put-role-policy';
import { removeRoleFromInstanceProfile } from './remove-role-from-instance-profile';
import { simulatePrincipalPolicy } from './simulate-principal-policy';
import { tagRole } from './tag-role';
import { untagRole } from './untag-role';
import { updateAssumeRolePolicy } from './update-assume-role-policy';
import { updateRole } from './update-role';
import { updateRoleDescription } from './update-role-description';
import type { IamDeps } from './deps';

/** AWS Identity and Access Management: roles, policies, instance profiles. */
export function iamService(deps: IamDeps): Service {
  return {
    name: 'iam',
    protocol: { kind: 'aws-query', apiVersion: '2010-05-08', namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
    operations: {
      AddRoleToInstanceProfile: addRoleToInstanceProfile(deps),
      AttachRolePolicy: attachRolePolicy(deps),
      CreateInstanceProfile: createInstanceProfile(deps),
      CreatePolicy: createPolicy(deps),
      CreatePolicyVersion: createPolicyVersion(deps),
      CreateRole: createRole(deps),
      CreateServiceLinkedRole: createServiceLinkedRole(deps),
      DeleteInstanceProfile: deleteInstanceProfile(deps),
      DeletePolicy: deletePolicy(deps),
      DeletePolicyVersion: deletePolicyVersion(deps),
      DeleteRole: deleteRole(deps),
      DeleteRolePolicy: deleteRolePolicy(deps),
      DetachRolePolicy: detachRolePolicy(deps),
      GetInstanceProfile: getInstanceProfile(deps),
      GetPolicy: getPolicy(deps),
      GetPolicyVersion: getPolicyVersion(deps),
      GetRole: getRole(deps),
      GetRolePolicy: getRolePolicy(deps),
      ListAttachedRolePolicies: listAttachedRolePolicies(deps),
      ListInstanceProfiles: listInstanceProfiles(deps),
      ListInstanceProfilesForRole: listInstanceProfilesForRole(deps),
      ListPolicyVersions: listPolicyVersions(deps),
      ListRolePolicies: listRolePolicies(deps),
      ListRoleTags: listRoleTags(deps),
      ListRoles: listRoles(deps),
      PutRolePolicy: putRolePolicy(deps),
      RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile(deps),
      SimulatePrincipalPolicy: simulatePrincipalPolicy(deps),
      TagRole: tagRole(deps),
      UntagRole: untagRole(deps),
      UpdateAssumeRolePolicy: updateAssumeRolePolicy(deps),
      UpdateRole: updateRole(deps),
      UpdateRoleDescription: updateRoleDescription(deps),
    },
  };
}
