import { encodeCanonical } from '@domain/codec/canonical.ts';
import { MOST_REUNIONS, type Reunion, reunionSecret } from '@domain/link/reunion.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Identity } from '../identity/identity.ts';
import type { ValueEntry } from '../journal/reconcileBackup.ts';
import { readReunions, reunionsValue } from './keptReunions.ts';
import { type ReunionPeople, reunionTargets } from './reunionTargets.ts';

/** What is read for them. */
export interface WritingReunions extends ReunionPeople {
  readonly own: ReunionPeople['own'] & Pick<Identity, 'device' | 'keys'>;
  readonly store: { readonly values: Pick<DocumentStore['values'], 'get'> };
}

/** For a backup: what who comes back with it needs to meet those who know this device (RST-7), and whoever this device has yet to meet itself. */
export async function reunionsEntry({ store, own, contacts }: WritingReunions): Promise<ValueEntry> {
  const targets = reunionTargets({ own, contacts });
  const pairs = [...targets].filter(([, { isOut = false }]) => !isOut).slice(0, MOST_REUNIONS);
  const made = await Promise.all(
    pairs.map(async ([theirs, { certificate }]): Promise<readonly Reunion[]> => {
      const shared = await own.keys.agree(certificate.agreement);
      const pair = { mine: own.device, theirs };
      // Whose key is none cannot be linked with either.
      return shared.ok ? [{ ...pair, secret: reunionSecret(shared.value, pair) }] : [];
    }),
  );
  const yet = (await readReunions(store)).filter(({ theirs }) => targets.has(theirs));
  const { name, value } = reunionsValue([...made.flat(), ...yet].slice(0, MOST_REUNIONS));
  return { t: 'value', name, bytes: encodeCanonical(value) };
}
