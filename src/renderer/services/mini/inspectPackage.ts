import { type PackageFacts, packageProblems } from '@shared/mini/package.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import type { Host } from '@ports/host.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

/** What the host finds in a package; `file-missing` while it is not here whole. */
export async function inspectPackage(
  host: Pick<Host, 'call'>,
  account: AccountId,
  id: BlobId,
): Promise<Result<PackageFacts, WorkspaceError>> {
  const inspected = await host.call('mini.inspect', { account, package: id });
  return inspected.ok ? ok(inspected.value.facts) : { ok: false, error: packageFailure(inspected.error) };
}

/** What a host's failure about a package is to a screen. */
export function packageFailure({ code, message }: Failure<HostErrorCode>): WorkspaceError {
  const problem = packageProblems.find((known) => known === code);
  if (problem !== undefined) return { code: problem, message };
  if (code === 'blob-absent') return { code: 'file-missing', message };
  if (code === 'storage-full' || code === 'storage-failed') return { code, message };
  return { code: code === 'unreachable' ? 'host-unreachable' : 'internal', message };
}
