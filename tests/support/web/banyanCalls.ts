import type { OpenProgram } from './programWorld.ts';

/** Calls a member of `window.banyan` by its path, past the types, as a program may. */
export function callBanyan(page: ReturnType<OpenProgram['page']>, path: string, ...input: unknown[]): Promise<unknown> {
  let target: unknown = page.banyan;
  for (const name of path.split('.')) target = Reflect.get(target as object, name);
  return (target as (...args: unknown[]) => Promise<unknown>)(...input);
}

/** Answers the wish for a permission, once it is shown. */
export async function allow(program: OpenProgram, granted: boolean | null): Promise<void> {
  (await program.prompt('permission')).answer(granted);
}
