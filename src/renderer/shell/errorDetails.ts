function describe(cause: unknown): string {
  return typeof cause === 'string' ? cause : `a thrown ${typeof cause}`;
}

/** What "Copy details" gives: names, messages and stacks with their causes; nothing of what people wrote. */
export function errorDetails(where: string, error: unknown): string {
  const lines = [`Banyan · ${where}`, navigator.userAgent, ''];
  for (let cause: unknown = error, depth = 0; cause !== undefined && depth < 5; depth += 1) {
    lines.push(cause instanceof Error ? (cause.stack ?? `${cause.name}: ${cause.message}`) : describe(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines.join('\n');
}
