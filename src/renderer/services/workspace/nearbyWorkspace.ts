/** People in the same local network who want to be seen. */
import type { Outcome } from './workspaceErrors.ts';

/** Somebody nearby who looks for people, too. The name is what they say. */
export interface PersonNearby {
  /** Good until one of the two goes by another name. */
  readonly id: string;
  readonly name: string;
}

/** Who is in the same network, as far as this host knows. */
export interface NearbyView {
  /** `unable`: this host looks for nobody; `alone`: this machine is in no network. */
  readonly state: 'unable' | 'off' | 'alone' | 'on';
  /** Other hosts of Banyan in the network, whoever's they are. */
  readonly hosts: number;
  readonly people: readonly PersonNearby[];
  /** Who asks to be met, and their invite: hostile until read. */
  readonly invites: readonly (PersonNearby & { readonly link: string })[];
}

/** The acts about people nearby, done by the engine. */
export interface NearbyActs {
  /** Who is there. `isShown`: one is seen by those who look, too, until ten seconds after this was last said. */
  lookNearby(isShown: boolean): Outcome<NearbyView>;
  /** Sends somebody an invite. False: they are not there any more. */
  askNearby(id: string): Outcome<boolean>;
}

/** Every name of {@link NearbyActs}. */
export const nearbyActNames = ['lookNearby', 'askNearby'] as const satisfies readonly (keyof NearbyActs)[];
