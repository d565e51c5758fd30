/** Another device of somebody's account: certified by the same root, with what the journal of the first held. */
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { certifyDevice, readCertificate } from '@domain/identity/certificate.ts';
import { entropyOfWords, rootSeedOf } from '@domain/identity/recoveryPhrase.ts';
import { saveIdentity } from '@services/identity/saveIdentity.ts';
import { journalOf } from './oldCopy.ts';
import { Person, must } from './world.ts';

/** The words of somebody's recovery phrase. */
export async function wordsOf(person: Person): Promise<string> {
  return must(await person.workspace.recoveryPhrase()).join(' ');
}

/** See the head of this file. It has yet to be opened; it has other keys than the first. */
export async function otherDeviceOf(person: Person): Promise<Person> {
  const other = new Person(person.world, person.name, 104_729);
  const vault = new MemoryKeyVault({ random: new SeededRandom(104_729), disk: other.keys });
  const keys = must(await vault.createDevice());
  const seed = rootSeedOf(must(entropyOfWords(await wordsOf(person))));
  const root = await vault.publicKeyOfSeed(seed);
  const at = person.world.clock.now();
  const fields = { root, ...keys.public, roles: ['chat', 'spend', 'issue', 'clerk', 'deal'] as const, at };
  const signed = await certifyDevice(fields, (bytes) => vault.signWithSeed(seed, bytes));
  const certificate = must(await readCertificate(signed, verifySignature));
  const { account, device } = certificate;
  const profile = { name: person.name, avatar: { kind: 'generated' } } as const;
  const papers = { certificates: [certificate], revocations: [] };
  const own = { account, device, certificate, papers, keys };
  must(await saveIdentity(vault, { ...own, profile, profileAt: at, signaling: [], meeting: [] }));
  const host = createMemoryHost({ signaling: ['ws://localhost:1/signal'] });
  must(await host.call('journal.append', { account, entries: [...(await journalOf(person))] }));
  return Object.assign(other, { host });
}
