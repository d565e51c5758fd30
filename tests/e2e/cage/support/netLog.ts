/** What Chromium's network stack did, by its own log: names that were looked up and addresses it went to. */
import { readFile } from 'node:fs/promises';

/** What stands in the log. */
export interface NetLog {
  /** Names asked for, each once. */
  readonly names: readonly string[];
  /** `address:port` of TCP and UDP sockets, each once. */
  readonly addresses: readonly string[];
}

interface LogEvent {
  readonly type: number;
  readonly params?: { readonly host?: string; readonly address?: string };
}

/** Each event is a line; of the first line the numbers of the kinds are wanted. The last line may be cut. */
export async function readNetLog(path: string): Promise<NetLog> {
  const [first = '', ...lines] = (await readFile(path, 'utf8')).split('\n');
  const kinds = kindsOf(first);
  const names = new Set<string>();
  const addresses = new Set<string>();
  for (const event of lines.flatMap(eventOf)) {
    const kind = kinds.get(event.type) ?? '';
    if (kind.startsWith('HOST_RESOLVER') && event.params?.host !== undefined) names.add(nameOf(event.params.host));
    if (/^(TCP|UDP)_/.test(kind) && event.params?.address !== undefined) addresses.add(event.params.address);
  }
  return { names: [...names].sort(), addresses: [...addresses].sort() };
}

function kindsOf(line: string): ReadonlyMap<number, string> {
  const { constants } = JSON.parse(`${line.trim().replace(/,$/, '')}}`) as {
    readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  };
  return new Map(Object.entries(constants.logEventTypes).map(([name, number]) => [number, name]));
}

function eventOf(line: string): LogEvent[] {
  const text = line.trim().replace(/(,|\]\s*,?|\]\})$/, '');
  if (!text.startsWith('{')) return [];
  try {
    return [JSON.parse(text) as LogEvent];
  } catch {
    return [];
  }
}

/** `http://name:80` and `name:80` are `name`. */
function nameOf(host: string): string {
  return host.replace(/^[a-z]+:\/\//, '').replace(/:\d+$/, '');
}
