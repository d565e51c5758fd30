import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Tools } from './pageContract.ts';
import { browserTimes, processTime } from './processTimes.ts';
import { type PlainPerson, signatureWorker, startPlain } from './plainPeople.ts';

/** Two people whose pages are linked for blobs, and by a bare channel. */
export interface BlobCouple {
  readonly alice: BlobPerson;
  readonly bob: BlobPerson;
}

/** A person whose page has the large script and is watched by nothing. */
export interface BlobPerson extends PlainPerson {
  readonly tools: <K extends keyof Tools>(
    method: K,
    ...parameters: Parameters<Tools[K]>
  ) => Promise<Awaited<ReturnType<Tools[K]>>>;
}

/** Starts two people, each with a host of their own, and links their pages. `script` is the path of the large script. */
export async function blobCouple(script: string): Promise<BlobCouple> {
  const expression = await readFile(script, 'utf8');
  const [alice, bob] = await Promise.all([startOne(expression), startOne(expression)]);
  const room = randomBytes(32).toString('base64url');
  await Promise.all([alice, bob].map((person) => person.tools('blobJoin', room, alice.signaling)));
  const offer = await alice.tools('rawOffer');
  await alice.tools('rawAccept', await bob.tools('rawAnswer', offer));
  return { alice, bob };
}

async function startOne(expression: string): Promise<BlobPerson> {
  const person = await startPlain();
  await person.page.ask(`${expression}; undefined`);
  const started: BlobPerson = {
    ...person,
    // What crosses is plain data, typed by pageContract.ts.
    tools: (method, ...parameters) =>
      person.page.ask(`banyanTools.${method}(...${JSON.stringify(parameters)})`) as never,
  };
  await started.tools('useSignatureWorker', await signatureWorker());
  return started;
}

/** Seconds of CPU so far: of both browsers by kind of process, and of both hosts. Empty where the system does not say. */
export async function coupleTimes({ alice, bob }: BlobCouple): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  const add = (kind: string, seconds: number) => times.set(kind, (times.get(kind) ?? 0) + seconds);
  for (const { directory, host } of [alice, bob]) {
    const browser = await browserTimes(directory).catch(() => null);
    if (browser === null) return new Map();
    for (const [kind, seconds] of browser) add(kind, seconds);
    add('host', await processTime(host.pid));
  }
  return times;
}

/** CPU in ms for each megabyte, by kind of process: what a machine with cores to spare does at the same time. */
export function costPerMegabyte(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  megabytes: number,
): string {
  const cost = (kind: string, seconds: number) => ((seconds - (before.get(kind) ?? 0)) * 1000) / megabytes;
  const rows = [...after].map(([kind, seconds]) => [kind, cost(kind, seconds)] as const);
  const spent = rows.filter(([, ms]) => ms >= 0.1).map(([kind, ms]) => `${kind} ${ms.toFixed(1)}`);
  return `${rows.reduce((sum, [, ms]) => sum + ms, 0).toFixed(1)} (${spent.join(', ')})`;
}
