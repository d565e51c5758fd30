/** `node load.js PEER DIRECTORY LINKS SECONDS RATE`: a home box that many friends write to at once. Says what it took as a line of JSON. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { type ContactCard, readCard } from '@domain/contact/card.ts';
import { ContactBook } from '@services/contacts/contactBook.ts';
import { OwnSelf } from '@services/engine/ownSelf.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import { EventJournal } from '@services/journal/eventJournal.ts';
import { listenSignaling } from '../../src/main/services/signaling/signalingServer.ts';
import { nodeClock } from '../../src/peer/clock.ts';
import { openHostInside } from '../../src/peer/hostInside.ts';
import { createPeerParts } from '../../src/peer/peerParts.ts';
import { processMemory, processTime } from '../support/processTimes.ts';
import type { LoadFigures } from './loadFigures.ts';
import { type Friend, beFriendOf, createFriend, must, sayTo } from './boxFriend.ts';

const FILES = { largest: 0, room: 0, days: 0 };
const SETTLING = 5000;
const DEADLINE = 180_000;

const [program = '', directory = '', linkCount = '0', secondCount = '0', rate = '0'] = process.argv.slice(2);
const [LINKS, SECONDS, PER_MINUTE] = [Number(linkCount), Number(secondCount), Number(rate)];
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Makes a box that knows these people, as if it had been linked and had run before. */
async function seedBox(signaling: readonly string[], friends: readonly Friend[]): Promise<ContactCard> {
  const inside = openHostInside({ dataDir: directory, version: '0', signaling: () => signaling });
  const parts = createPeerParts(inside.host, { files: FILES, udpPorts: null });
  const identity = must(await createIdentity(parts, { name: 'Box', avatar: { kind: 'generated' } }));
  const own = await OwnSelf.open(parts, identity);
  await own.changeAddresses(signaling);
  const store = new MemoryDocumentStore();
  must(await store.open(identity.account));
  const journal = new EventJournal(inside.host, identity.account);
  const contacts = new ContactBook({ self: identity, store, journal, verify: verifySignature });
  for (const { own: friend } of friends) {
    const card = must(await readCard(friend.card, verifySignature));
    must(await contacts.put(contacts.ofCard(card, nodeClock.now())));
  }
  const card = must(await readCard(own.card, verifySignature));
  await inside.close();
  return card;
}

async function startBox(signaling: readonly string[]) {
  const began = performance.now();
  const own = ['--disable-warning=ExperimentalWarning', program, '--data', directory, '--health-port', '0', '--json'];
  const child = spawn(process.execPath, [...own, ...signaling.flatMap((url) => ['--signaling', url])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const health = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the box ended with ${code ?? 'no'} code`)));
    lines.on('line', (line) => {
      const { ready } = JSON.parse(line) as { readonly ready?: string };
      if (ready !== undefined) resolve(ready);
    });
  });
  return {
    pid: child.pid ?? 0,
    seconds: (performance.now() - began) / 1000,
    events: async () => ((await (await fetch(health)).json()) as { readonly events: number }).events,
    end: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function share(pid: number, work: () => Promise<unknown>): Promise<number> {
  const [before, start] = [await processTime(pid), performance.now()];
  await work();
  return ((await processTime(pid)) - before) / ((performance.now() - start) / 1000);
}

/** Each says something in its turn, at the rate asked for, whether or not what was said before has arrived. */
async function talk(friends: readonly Friend[], card: ContactCard): Promise<readonly number[]> {
  const total = Math.round((PER_MINUTE / 60) * SECONDS);
  const start = performance.now();
  const said: Promise<number>[] = [];
  for (let number = 0; number < total; number += 1) {
    const due = start + (number / total) * SECONDS * 1000;
    if (due > performance.now()) await wait(due - performance.now());
    const friend = friends[number % friends.length];
    if (friend !== undefined)
      said.push(sayTo(friend, card, `Something that is said, as long as such things are. ${number}`));
  }
  return Promise.all(said);
}

async function run(): Promise<LoadFigures> {
  const server = await listenSignaling({ host: '127.0.0.1', port: 0 });
  const signaling = [server.url];
  const friends: Friend[] = [];
  for (let number = 0; number < LINKS; number += 1) friends.push(await createFriend(`Friend ${number}`, signaling));
  const card = await seedBox(signaling, friends);
  const box = await startBox(signaling);
  for (const friend of friends) await beFriendOf(friend, card);
  const linked = () => friends.filter(({ keeper }) => keeper.presence.get().size > 0).length;
  for (const end = performance.now() + DEADLINE; linked() < LINKS;) {
    if (performance.now() > end) throw new Error(`${linked()} of ${LINKS} links`);
    await wait(200);
  }
  await wait(SETTLING);
  const idle = await share(box.pid, () => wait(Math.min(SECONDS, 20) * 1000));
  const [memoryBefore, start] = [await processMemory(box.pid), performance.now()];
  let acknowledged: readonly number[] = [];
  const busy = await share(box.pid, async () => (acknowledged = await talk(friends, card)));
  const seconds = (performance.now() - start) / 1000;
  const [memoryAfter, eventsKept, links] = [await processMemory(box.pid), await box.events(), linked()];
  await box.end();
  const again = await startBox(signaling);
  const restart = again.seconds;
  if ((await again.events()) < eventsKept) throw new Error('what was acknowledged did not come back');
  await again.end();
  const figures = { links, said: acknowledged.length, seconds, acknowledged, idle, busy, memoryBefore, memoryAfter };
  return { ...figures, eventsKept, restart };
}

run().then(
  (figures) => {
    process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
  },
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : 'failed'}\n`, () =>
      process.exit(1),
    );
  },
);
