/** What the feature exports. */
export type ProgramsCode = typeof import('../../features/programs/index.ts');

let here: ProgramsCode | null = null;

/** Fetches the code of the programs' room and pane, or tries to. */
export async function loadPrograms(): Promise<ProgramsCode> {
  here = await import('../../features/programs/index.ts');
  return here;
}

/** The same when it was fetched; else null. */
export function programsHere(): ProgramsCode | null {
  return here;
}
