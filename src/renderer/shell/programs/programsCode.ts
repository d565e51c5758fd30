import { companyCame } from '@ui/loading/company.ts';

/** What the feature exports. */
export type ProgramsCode = typeof import('../../features/programs/index.ts');

const fetchCode = (): Promise<ProgramsCode> => import('../../features/programs/index.ts');
let here: ProgramsCode | null = null;

/** Fetches the code of the programs' room and pane, or tries to. */
export async function loadPrograms(): Promise<ProgramsCode> {
  const company = companyCame();
  const code = await fetchCode();
  await company;
  here = code;
  return code;
}

/** The same when it was fetched; else null. */
export function programsHere(): ProgramsCode | null {
  return here;
}
