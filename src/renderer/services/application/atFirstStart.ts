import { type Result, fail } from '@shared/result.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

/** Something only a first start does. */
export type FirstStartAct<T> = (
  code: typeof import('./firstStart.ts'),
) => Result<T, WorkspaceError> | Promise<Result<T, WorkspaceError>>;

/** Does it once the code of a first start has come. */
export async function atFirstStart<T>(act: FirstStartAct<T>): Promise<Result<T, WorkspaceError>> {
  const load = () => import('./firstStart.ts');
  // A change of the network ends what is under way; what comes after it works.
  const code = await load()
    .catch(load)
    .catch(() => null);
  return code === null ? fail('host-unreachable', 'the code of a first start did not come') : act(code);
}
