import { type PackageFacts, packageProblems } from '@shared/mini/package.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { Host } from '@ports/host.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

/** What the host finds in a package; `file-missing` while it is not here whole. */
export async function inspectPackage(
  host: Pick<Host, 'call'>,
  account: AccountId,
  id: BlobId,
): Promise<Result<PackageFacts, WorkspaceError>> {
  const inspected = await host.call('mini.inspect', { account, package: id });
  if (inspected.ok) return ok(inspected.value.facts);
  const { code, message } = inspected.error;
  const problem = packageProblems.find((known) => known === code);
  if (problem !== undefined) return fail(problem, message);
  if (code === 'blob-absent') return fail('file-missing', message);
  return fail(code === 'unreachable' ? 'host-unreachable' : 'internal', message);
}
