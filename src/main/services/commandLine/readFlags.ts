import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** Why arguments cannot be used; the message names the argument. */
export type CommandLineError = Failure<'invalid-input'>;

/** What was given for these options. An option that is not among them, or lacks its value, is refused. */
export function readFlags<const T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
): Result<ReturnType<typeof parseArgs<{ options: T }>>['values'], CommandLineError> {
  try {
    return ok(parseArgs({ args: [...args], options }).values);
  } catch (cause) {
    return fail('invalid-input', cause instanceof Error ? cause.message : 'the arguments can not be read');
  }
}

/** A TCP port in decimal, 0 for any free one. */
export function readPort(text: string): Result<number, CommandLineError> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? ok(port) : fail('invalid-input', '--port: a number from 0 to 65535');
}
