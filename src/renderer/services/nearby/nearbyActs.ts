import type { AccountId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { inviteLink } from '@domain/invite/link.ts';
import { cleanName } from '@domain/profile/cleanName.ts';
import type { Clock } from '@ports/clock.ts';
import type { Host } from '@ports/host.ts';
import type { InviteDesk } from '../pairing/inviteDesk.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { NearbyActs, NearbyView } from '../workspace/nearbyWorkspace.ts';

/** What the acts about people nearby work with. */
export interface NearbyParts {
  readonly host: Host;
  readonly clock: Clock;
  readonly invites: Pick<InviteDesk, 'create'>;
  /** Who is shown while one looks to be seen. */
  readonly person: () => { readonly account: AccountId; readonly name: string };
}

/** An invite for somebody nearby works this long, ms: they are in the same room. */
const LIFETIME = 10 * 60_000;
/** Who is asked again after this gets a new invite, ms. */
const FRESH = 5 * 60_000;
const UNABLE: NearbyView = { state: 'unable', hosts: 0, people: [], invites: [] };

/** Sees who is nearby and asks them, by the host (NBY-1 to NBY-4). */
export function createNearbyActs({ host, clock, invites, person }: NearbyParts): NearbyActs {
  const made = new Map<string, { readonly link: string; readonly at: number }>();
  const linkFor = async (id: string) => {
    const before = made.get(id);
    if (before !== undefined && clock.now() - before.at < FRESH) return ok(before.link);
    const invite = await invites.create(LIFETIME);
    if (!invite.ok) return invite;
    const link = inviteLink(invite.value.payload);
    made.set(id, { link, at: clock.now() });
    return ok(link);
  };
  return {
    lookNearby: async (isShown) => {
      const seen = await host.call('nearby.look', { person: isShown ? person() : null });
      if (!seen.ok) return ok(UNABLE);
      const { state, hosts, people, invites: asked } = seen.value;
      return ok({
        state,
        hosts,
        people: people.flatMap(({ id, name }) => named(id, name)),
        invites: asked.flatMap(({ from, name, text }) => named(from, name).map((who) => ({ ...who, link: text }))),
      });
    },
    askNearby: async (id) => {
      const link = await linkFor(id);
      if (!link.ok) {
        const { code, message } = link.error;
        return { ok: false, error: code === 'invite-limit' ? { code, message } : storeFailure({ code, message }) };
      }
      return ok((await host.call('nearby.invite', { to: id, text: link.value })).ok);
    },
  };
}

/** Names are what others say: one that shows nothing is nobody's. */
function named(id: string, name: string): { readonly id: string; readonly name: string }[] {
  const clean = cleanName(name);
  return clean.ok ? [{ id, name: clean.value }] : [];
}
