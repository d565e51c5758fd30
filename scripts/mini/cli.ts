import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SetupFailure } from '../setup/failure.mjs';
import { checkCommand } from './check/checkCommand.ts';
import { devCommand } from './server/devCommand.ts';
import type { KitArguments } from './kitArguments.ts';
import { newProgram } from './newProgram.ts';
import { packCommand } from './packCommand.ts';
import { signCommand } from './signPackage.ts';
import { testCommand } from './testCommand.ts';

export const USAGE = `npm run mini -- <command>   makes mini programs

  new <folder> [--template hello|shared-state|payments]
                                      a program that works, to begin from
  dev <folder|file.xdc> [--peers 2] [--port N]
                                      a page with several people side by side, anew at each change
  test <folder>                       runs the program's own tests
  check <folder|file.xdc> [--json] [--no-browser]
                                      what is wrong with it; ends with 1 when something is
  pack <folder> [--out file.xdc]      makes the package: the same bytes each time
  sign <file.xdc> --key file [--new-key]
                                      signs a package as its author

How to write one: docs/mini-programs/README.md`;

interface Command {
  readonly options: NonNullable<Parameters<typeof parseArgs>[0]>['options'];
  /** Answers the exit code. */
  readonly run: (given: KitArguments) => Promise<number>;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const commands: Readonly<Record<string, Command>> = {
  new: { options: { template: text }, run: newProgram },
  dev: { options: { peers: text, port: text }, run: devCommand },
  test: { options: {}, run: testCommand },
  check: { options: { json: flag, 'no-browser': flag }, run: checkCommand },
  pack: { options: { out: text }, run: packCommand },
  sign: { options: { key: text, 'new-key': flag }, run: signCommand },
};

/** Runs one command; answers the exit code. Throws `SetupFailure` with what a person can do about it. */
export async function runKit(args: readonly string[]): Promise<number> {
  const [name = '--help', ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    console.log(USAGE);
    return name === '--help' ? 0 : 2;
  }
  const { values, positionals } = parse(command, rest);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0)
    throw new SetupFailure(`${name} takes one folder or file.`, 'see `npm run mini`.');
  return command.run({ path: fromHere(path), options: values });
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: command.options ?? {}, allowPositionals: true });
  } catch (error) {
    throw new SetupFailure(error instanceof Error ? error.message : String(error), 'see `npm run mini`.');
  }
}

/** npm runs scripts in the project's folder, and says where it was called. */
function fromHere(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
