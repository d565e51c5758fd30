import { type Result, ok } from '@shared/result.ts';
import type { ProgramViewError } from '@ports/programViews.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

/** A view's failure as a screen is told it. */
export function viewFailure({ code, message }: ProgramViewError): WorkspaceError {
  return { code: code === 'program-package' ? 'package-damaged' : code, message };
}

/** What a view's failure is to a screen. */
export function viewOutcome(result: Result<void, ProgramViewError>): Result<void, WorkspaceError> {
  return result.ok ? ok() : { ok: false, error: viewFailure(result.error) };
}
