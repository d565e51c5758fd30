import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { packageProblems } from '@shared/mini/package.ts';
import { type Failure, type Result, fail } from '@shared/result.ts';
import type { ProgramViewError } from '@ports/programViews.ts';

const PACKAGE: ReadonlySet<HostErrorCode> = new Set<HostErrorCode>([...packageProblems, 'blob-absent']);

/** What a failure of the host means for who wants to see a program. */
export function viewError({ code, message }: Failure<HostErrorCode>): Result<never, ProgramViewError> {
  if (PACKAGE.has(code)) return fail('program-package', message);
  return fail(code === 'unreachable' ? 'host-unreachable' : 'internal', message);
}
