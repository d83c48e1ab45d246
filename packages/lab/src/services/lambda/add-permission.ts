import type { AddPermissionRequest, AddPermissionResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../gateway/aws-error';
import { invalid } from './errors';
import { findFunction, lambdaOperation, type Lambda } from './lambda';

/** Adds a statement to the resource policy. It is a record: the lab judges calls by the caller's own policies. */
export const addPermission = (lambda: Lambda) => lambdaOperation<AddPermissionRequest, AddPermissionResponse>(
  'AddPermission', ['FunctionName', 'StatementId', 'Action', 'Principal', 'SourceArn', 'SourceAccount', 'PrincipalOrgID'], (input) => {
    const record = findFunction(lambda, input.FunctionName);
    const { StatementId: id, Action, Principal: principal } = input;
    if (!id || !Action || !principal) throw invalid('StatementId, Action and Principal are required');
    if (record.permissions[id]) {
      throw new AwsError('ResourceConflictException', `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`, 409);
    }
    const conditions = {
      ...(input.SourceArn && { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
      ...((input.SourceAccount || input.PrincipalOrgID) && { StringEquals: {
        ...(input.SourceAccount && { 'AWS:SourceAccount': input.SourceAccount }), ...(input.PrincipalOrgID && { 'aws:PrincipalOrgID': input.PrincipalOrgID }),
      } }),
    };
    const statement = {
      Sid: id, Effect: 'Allow', Principal: principalOf(principal), Action, Resource: record.arn,
      ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
    };
    lambda.tables.functions.put(record.name, { ...record, permissions: { ...record.permissions, [id]: statement } });
    return { Statement: JSON.stringify(statement) };
  });

function principalOf(principal: string): string | object {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal };
}
